"""Every alert says who acts, what is wrong and where to read on; promtool sees each fire and stay silent."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.deploy.programs import program
from tests.unit.deploy.repository import DEPLOY, ROOT, alerts, compose, read_yaml

CASES = Path(__file__).parent / "alerts.promtool.yml"


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
def test_an_alert_is_complete(rule: dict[str, dict[str, str]]) -> None:
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert set(rule["annotations"]) == {"summary", "description", "runbook"}
    assert (ROOT / rule["annotations"]["runbook"]).is_file()


def test_no_runbook_is_without_an_alert() -> None:
    read = {rule["annotations"]["runbook"] for rule in alerts()}
    kept = {str(file.relative_to(ROOT)) for file in (DEPLOY / "prometheus" / "runbooks").iterdir()}
    assert kept == read


def test_alerts_have_names_of_their_own() -> None:
    names = [rule["alert"] for rule in alerts()]
    assert len(names) == len(set(names))


def test_every_alert_has_a_case_in_which_it_is_silent_and_one_in_which_it_fires() -> None:
    calm, trouble = read_yaml(CASES)["tests"]
    silent = {case["alertname"] for case in calm["alert_rule_test"] if case["exp_alerts"] == []}
    firing = str(trouble["promql_expr_test"][0]["exp_samples"])
    for rule in alerts():
        assert rule["alert"] in silent
        assert f'alertname="{rule["alert"]}", severity="{rule["labels"]["severity"]}"' in firing


def test_alerts_fire_when_they_should(tmp_path: Path) -> None:
    promtool = program("promtool", "prometheus")
    for file in (DEPLOY / "prometheus" / "rules.yml", CASES):
        shutil.copy(file, tmp_path)
    ran = subprocess.run(
        [promtool, "test", "rules", CASES.name], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_prometheus_scrapes_every_service_and_tells_the_alertmanager() -> None:
    config = read_yaml(DEPLOY / "prometheus" / "prometheus.yml")
    services = compose()["services"]
    (job,) = [one for one in config["scrape_configs"] if one["job_name"] == "tarazy"]
    targets = job["static_configs"][0]["targets"]
    assert targets == ["hr:8000", "scheduling:8000", "notifications:8000"]
    (manager,) = config["alerting"]["alertmanagers"][0]["static_configs"][0]["targets"]
    assert {target.split(":")[0] for target in [*targets, manager]} <= set(services)
