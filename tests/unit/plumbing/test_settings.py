"""Settings come from the environment; a wrong one stops the start with its name and the reason."""

from datetime import timedelta
from pathlib import Path

import pytest
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.installation import database_url
from tarazy_shared.settings import ServiceSettings, read_settings


class CourtSettings(ServiceSettings, service="court"):
    """A service's settings, as services declare them."""


GOOD = {
    "TARAZY_COURT_DATABASE_URL": "postgresql://court@localhost/court",
    "TARAZY_COURT_TOKEN": "a token of sixteen or more",
    "TARAZY_KAFKA_BOOTSTRAP_SERVERS": "localhost:9092",
}


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in {**GOOD, **values}.items():
        monkeypatch.setenv(name, value)


def test_settings_of_the_service_and_of_the_installation_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TARAZY_COURT_HTTP_PORT="8123", TARAZY_UNKNOWN_REFERENCE_WAIT="PT2S")
    settings = read_settings(CourtSettings)
    assert settings.http_port == 8123
    assert settings.kafka_bootstrap_servers == "localhost:9092"
    assert settings.unknown_reference_wait == timedelta(seconds=2)


def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    monkeypatch.delenv("TARAZY_COURT_TOKEN")
    with pytest.raises(ConfigurationError, match="TARAZY_COURT_TOKEN: is not set"):
        read_settings(CourtSettings)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("TARAZY_COURT_HTTP_PORT", "seventy", "valid integer"),
        ("TARAZY_COURT_TOKEN", "short", "at least 16"),
        ("TARAZY_UNKNOWN_REFERENCE_WAIT", "15 minutes", "ISO 8601"),
        ("TARAZY_LOG_LEVEL", "LOUD", "pattern"),
    ],
)
def test_a_wrong_setting_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    given(monkeypatch, **{name: value})
    with pytest.raises(ConfigurationError, match=f"{name}: .*{reason}"):
        read_settings(CourtSettings)


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    assert "sixteen" not in repr(read_settings(CourtSettings))


def test_the_clock_is_not_shifted_outside_the_embedded_default(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TARAZY_NOW_OFFSET="P1D")
    with pytest.raises(ConfigurationError, match="TARAZY_NOW_OFFSET"):
        read_settings(CourtSettings)
    monkeypatch.setenv("TARAZY_EMBEDDED", "1")
    assert read_settings(CourtSettings).now_offset == timedelta(days=1)


def test_a_database_is_found_in_the_environment_in_a_secret_file_or_in_the_state_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "endpoints.json").write_text('{"databases": {"hr": "postgresql://state"}}')
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    assert database_url("hr", str(tmp_path)) == "postgresql://state"
    monkeypatch.setenv("TARAZY_SECRETS_DIR", str(secrets))
    assert database_url("hr", str(tmp_path)) == "postgresql://state"
    (secrets / "tarazy_hr_database_url").write_text("postgresql://secret\n")
    assert database_url("hr", str(tmp_path)) == "postgresql://secret"
    monkeypatch.setenv("TARAZY_HR_DATABASE_URL", "postgresql://environment")
    assert database_url("hr", str(tmp_path)) == "postgresql://environment"


def test_without_a_running_system_one_sentence_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Start one with `make up`"):
        database_url("hr", str(tmp_path))
