"""A test that needs a program is skipped where a person lacks it, and fails in CI, which installs it."""

import pytest

from tests.unit.deploy.programs import program


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")


def test_a_person_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"promtool is missing .* install Debian's package prometheus"):
        program("promtool", "prometheus")


def test_in_ci_it_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"promtool is missing .* \.ci/run should have done so"):
        program("promtool", "prometheus")
