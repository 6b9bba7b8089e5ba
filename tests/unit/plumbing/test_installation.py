"""Where a client finds the services: the environment first, then a folder of secrets, then the state folder."""

import json
from pathlib import Path

import pytest
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.installation import service_address


@pytest.fixture
def state(tmp_path: Path) -> str:
    services = {"scheduling": {"url": "http://127.0.0.1:1", "token": "of-the-folder"}}
    (tmp_path / "endpoints.json").write_text(json.dumps({"services": services}), encoding="utf-8")
    return str(tmp_path)


def test_service_of_a_state_folder(state: str) -> None:
    assert service_address("scheduling", state) == ("http://127.0.0.1:1", "of-the-folder")


def test_service_that_the_environment_names(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARAZY_SCHEDULING_ADDRESS", "http://scheduling:8000/")
    assert service_address("scheduling", state)[1] == "of-the-folder", "an address without a token is none"
    monkeypatch.setenv("TARAZY_SCHEDULING_TOKEN", "of-the-environment")
    assert service_address("scheduling", state) == ("http://scheduling:8000", "of-the-environment")


def test_token_from_a_folder_of_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tarazy_scheduling_token").write_text("of-a-file\n", encoding="utf-8")
    monkeypatch.setenv("TARAZY_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("TARAZY_SCHEDULING_ADDRESS", "http://scheduling:8000")
    assert service_address("scheduling") == ("http://scheduling:8000", "of-a-file")


def test_nothing_runs_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No running system found"):
        service_address("scheduling", str(tmp_path))
