"""endpoints.json has exactly the form that outside programs rely on."""

from pathlib import Path
from typing import Any

from tarazy_local.endpoints import endpoints
from tarazy_local.services import SERVICES, Databases, Service, Surroundings, describe
from tarazy_local.state import State

PORTS = {"hr": 7001, "scheduling": 7002, "notifications": 7003, "replies": 8024}


def services(folder: Path) -> list[Service]:
    state = State(folder)
    databases = {
        name: Databases(f"postgresql://{name}_runtime@db/{name}", "postgresql://owner@db") for name in SERVICES
    }
    return describe(state, Surroundings("127.0.0.1:9092", "smtp://127.0.0.1:2525", databases), PORTS)


def content(folder: Path, **changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "bootstrap_servers": "127.0.0.1:9092",
        "services": services(folder),
        "smtp_url": "smtp://127.0.0.1:2525",
        "catcher_url": "http://127.0.0.1:8025",
        "smpp_port": 2775,
        "pids": {"Kafka": 1, "PostgreSQL": 2, "hr": 3, "scheduling": 4, "notifications": 5, "The mail catcher": 6},
    }
    return endpoints(**{**given, **changed})


def test_all_parts_are_there(tmp_path: Path) -> None:
    found = content(tmp_path)
    assert found["kafka"] == {"bootstrap_servers": "127.0.0.1:9092"}
    assert {name: each["url"] for name, each in found["services"].items()} == {
        "hr": "http://127.0.0.1:7001",
        "scheduling": "http://127.0.0.1:7002",
        "notifications": "http://127.0.0.1:7003",
    }
    assert found["intake"]["url"] == "http://127.0.0.1:7002/intake/events"
    assert found["smtp"] == {"host": "127.0.0.1", "port": 2525}
    assert found["replies"] == {"host": "127.0.0.1", "port": 8024}
    assert found["catcher"] == {"url": "http://127.0.0.1:8025"}
    assert found["sms"] == {"smpp": "smpp://tarazy@127.0.0.1:2775", "http": "http://127.0.0.1:8025/sms"}
    assert found["databases"]["hr"] == "postgresql://hr_runtime@db/hr"
    assert found["pids"] == {
        "kafka": [1],
        "postgres": [2],
        "hr": [3],
        "scheduling": [4],
        "notifications": [5],
        "catcher": [6],
    }


def test_every_token_is_of_its_own(tmp_path: Path) -> None:
    found = content(tmp_path)
    tokens = {each["token"] for each in found["services"].values()} | {found["intake"]["token"]}
    assert len(tokens) == 4


def test_what_runs_elsewhere_has_no_pid_and_no_page(tmp_path: Path) -> None:
    found = content(tmp_path, smtp_url="smtp://mail.court.example", catcher_url=None, smpp_port=None, pids={"hr": 3})
    assert found["pids"]["kafka"] == []
    assert found["smtp"] == {"host": "mail.court.example", "port": 25}
    assert (found["catcher"], found["sms"]) == ({"url": None}, None)
