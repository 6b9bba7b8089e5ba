"""What HR is told about signing in."""

import pytest
from tarazy_hr.settings import Settings
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.settings import read_settings


@pytest.fixture(autouse=True)
def needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARAZY_HR_DATABASE_URL", "postgresql://hr@db/hr")
    monkeypatch.setenv("TARAZY_HR_TOKEN", "a token of the tests")
    monkeypatch.setenv("TARAZY_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")


@pytest.mark.parametrize("issuer", ["https://sign-on.test/realms/tarazy", "http://127.0.0.1:8080/realms/tarazy"])
def test_a_sign_on_service_is_reached_by_https_or_on_this_machine(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    monkeypatch.setenv("TARAZY_OIDC_ISSUER", issuer)
    assert read_settings(Settings).oidc_issuer == issuer


@pytest.mark.parametrize(
    "issuer", ["http://sign-on.test", "http://127.0.0.1.evil.test", "https://a.test/?x", "sign-on.test", "https://"]
)
def test_any_other_is_refused(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    monkeypatch.setenv("TARAZY_OIDC_ISSUER", issuer)
    with pytest.raises(ConfigurationError, match="TARAZY_OIDC_ISSUER"):
        read_settings(Settings)


def test_cookies_are_for_https_where_people_come_by_https(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read_settings(Settings).is_https
    monkeypatch.setenv("TARAZY_HR_PUBLIC_URL", "https://tarazy.court.test/hr/")
    settings = read_settings(Settings)
    assert (settings.is_https, settings.address) == (True, "https://tarazy.court.test/hr")


def test_keys_for_trials_are_for_the_embedded_default_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read_settings(Settings).embedded
    monkeypatch.setenv("TARAZY_EMBEDDED", "1")
    assert read_settings(Settings).embedded


def test_of_several_keys_of_surveys_the_first_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings(Settings).seals_surveys_with is None
    monkeypatch.setenv("TARAZY_HR_SURVEY_KEY", f"{'n' * 32},{'o' * 32}")
    assert read_settings(Settings).seals_surveys_with == "n" * 32
