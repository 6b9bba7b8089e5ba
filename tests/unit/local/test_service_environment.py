"""What a service is told by its environment."""

import socket
from pathlib import Path

import pytest
from tarazy_local import ports, services
from tarazy_local.errors import CannotRun
from tarazy_local.services import SERVICES, Databases, Service, Surroundings, describe
from tarazy_local.state import State

PORTS = {"hr": 7001, "scheduling": 7002, "notifications": 7003, "replies": 8024}
DATABASES = {name: Databases(f"postgresql://{name}_runtime@db", f"postgresql://{name}_owner@db") for name in SERVICES}


def described(folder: Path) -> dict[str, Service]:
    found = describe(State(folder), Surroundings("kafka:9092", "smtp://127.0.0.1:2525", DATABASES), PORTS)
    return {service.name: service for service in found}


def test_service_serves_as_runtime_role_and_migrates_as_owner(tmp_path: Path) -> None:
    environment = described(tmp_path)["hr"].environment
    assert environment["TARAZY_HR_DATABASE_URL"] == "postgresql://hr_runtime@db"
    assert environment["TARAZY_HR_OWNER_DATABASE_URL"] == "postgresql://hr_owner@db"
    assert environment["TARAZY_KAFKA_BOOTSTRAP_SERVERS"] == "kafka:9092"
    assert environment["TARAZY_HR_HTTP_HOST"] == "127.0.0.1"
    assert environment["TARAZY_EMBEDDED"] == "1"


def test_draws_on_one_machine_wait_for_a_beacon_of_its_own(tmp_path: Path) -> None:
    first, again = (described(tmp_path)["scheduling"].environment for _ in range(2))
    assert first["TARAZY_SCHEDULING_BEACON"] == "development"
    assert len(first["TARAZY_SCHEDULING_BEACON_KEY"]) >= 16
    assert first["TARAZY_SCHEDULING_BEACON_KEY"] == again["TARAZY_SCHEDULING_BEACON_KEY"]


def test_service_does_not_get_the_database_of_another(tmp_path: Path) -> None:
    assert "TARAZY_SCHEDULING_DATABASE_URL" not in described(tmp_path)["hr"].environment


def test_users_settings_pass_through_and_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARAZY_NOW_OFFSET", "P7D")
    monkeypatch.setenv("TARAZY_HR_TOKEN", "chosen-by-the-user")
    monkeypatch.setenv("TARAZY_SMTP_URL", "")
    hr = described(tmp_path)["hr"]
    assert hr.environment["TARAZY_NOW_OFFSET"] == "P7D"
    assert hr.token == "chosen-by-the-user"
    assert hr.environment["TARAZY_SMTP_URL"] == "smtp://127.0.0.1:2525"


def test_chosen_port_in_use_is_refused_with_its_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("TARAZY_HR_HTTP_PORT", str(port))
        with pytest.raises(CannotRun, match=rf"Port {port} for hr is in use: .* TARAZY_HR_HTTP_PORT"):
            described(tmp_path)


def test_two_services_on_one_port_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = ports.choose(("one",), {})["one"]
    monkeypatch.setenv("TARAZY_HR_HTTP_PORT", str(port))
    monkeypatch.setenv("TARAZY_SCHEDULING_HTTP_PORT", str(port))
    with pytest.raises(CannotRun, match=f"TARAZY_HR_HTTP_PORT and TARAZY_SCHEDULING_HTTP_PORT are both {port}: give"):
        described(tmp_path)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_port_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("TARAZY_HR_HTTP_PORT", port)
    with pytest.raises(CannotRun, match=f"TARAZY_HR_HTTP_PORT is '{port}': it must be a port, 1 to 65535"):
        described(tmp_path)


def test_port_of_root_is_refused_to_others_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(port: int) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(services, "is_free", forbidden)
    monkeypatch.setenv("TARAZY_HR_HTTP_PORT", "80")
    with pytest.raises(CannotRun, match="Port 80 for hr is for root alone: set TARAZY_HR_HTTP_PORT to one above 1023"):
        described(tmp_path)
