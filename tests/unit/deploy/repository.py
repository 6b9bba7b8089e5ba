"""Where the files for deployment are, and PromQL taken out of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"

Promql = tuple[str, str]
"""Where an expression stands, and the expression."""


def read_yaml(path: Path) -> Any:
    """A YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def compose() -> dict[str, Any]:
    """The compose file, with its anchors resolved."""
    found: dict[str, Any] = read_yaml(ROOT / "docker-compose.yml")
    return found


def alerts() -> list[dict[str, Any]]:
    """All alerting rules."""
    return [rule for group in read_yaml(DEPLOY / "prometheus" / "rules.yml")["groups"] for rule in group["rules"]]


def all_promql() -> Iterator[Promql]:
    """Every expression of the rules and the dashboards."""
    for rule in alerts():
        yield f"alert {rule['alert']}", rule["expr"]
    for file in sorted((DEPLOY / "grafana").glob("*.json")):
        for panel in json.loads(file.read_text(encoding="utf-8"))["panels"]:
            for target in panel.get("targets", []):
                yield f"{file.name}: {panel['title']}", target["expr"]
        for variable in json.loads(file.read_text(encoding="utf-8"))["templating"]["list"]:
            asked = re.fullmatch(r"label_values\((\w+), (\w+)\)", variable["query"])
            assert asked, f"{file.name}: the variable {variable['name']} asks {variable['query']}"
            yield f"{file.name}: {variable['name']}", f"sum by ({asked[2]}) ({asked[1]})"
