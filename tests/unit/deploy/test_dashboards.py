"""Dashboards are made by code: what is committed is what the code makes, and every panel says what it is for."""

import json
import re
from collections import Counter

import pytest

from deploy.grafana.board import SOURCE
from deploy.grafana.dashboards import FOLDER, ROWS, dashboards
from tests.unit.deploy.repository import DEPLOY, compose, read_yaml


@pytest.mark.parametrize("name", sorted(dashboards()))
def test_what_is_committed_is_what_the_code_makes(name: str) -> None:
    """Otherwise run `python -m deploy.grafana.dashboards`."""
    assert (FOLDER / name).read_text(encoding="utf-8") == dashboards()[name]


def test_no_dashboard_is_left_from_before() -> None:
    assert {file.name for file in FOLDER.glob("*.json")} == set(dashboards())


def test_every_panel_says_what_it_shows() -> None:
    for row in ROWS:
        for panel in row.panels:
            assert panel.says.endswith("."), panel.title


def test_runbooks_name_panels_that_are_there() -> None:
    titles = {panel.title for row in ROWS for panel in row.panels}
    for runbook in (DEPLOY / "prometheus" / "runbooks").iterdir():
        named = set(re.findall(r'"([A-Z][^"]+)"', runbook.read_text(encoding="utf-8")))
        assert named <= titles, runbook.name


def test_panels_fill_their_rows_and_have_ids_of_their_own() -> None:
    for text in dashboards().values():
        panels = json.loads(text)["panels"]
        assert max(Counter(panel["id"] for panel in panels).values()) == 1
        lines = Counter[int]()
        for panel in panels:
            lines[panel["gridPos"]["y"]] += panel["gridPos"]["w"]
        assert set(lines.values()) == {24}


def test_panels_ask_the_data_source_that_is_provisioned() -> None:
    (source,) = read_yaml(DEPLOY / "grafana/provisioning/datasources/prometheus.yml")["datasources"]
    assert source["uid"] == SOURCE.uid
    assert source["url"] == "http://prometheus:9090"


def test_grafana_finds_the_dashboards_where_compose_mounts_them() -> None:
    (provider,) = read_yaml(DEPLOY / "grafana/provisioning/dashboards/tarazy.yml")["providers"]
    path = provider["options"]["path"]
    grafana = compose()["services"]["grafana"]
    for name in dashboards():
        assert f"./deploy/grafana/{name}:{path}/{name}:ro" in grafana["volumes"]
    assert grafana["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"] == f"{path}/tarazy.json"
