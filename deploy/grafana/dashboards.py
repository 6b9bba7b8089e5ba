"""The dashboards of Tarazy. `python -m deploy.grafana.dashboards` writes them beside this module."""

from collections.abc import Mapping
from pathlib import Path

from deploy.grafana.board import to_json
from deploy.grafana.rows.court_day import COURT
from deploy.grafana.rows.draws import CHANCE, DRAWS, LEDGERS
from deploy.grafana.rows.flow import FLOW
from deploy.grafana.rows.glance import AT_A_GLANCE
from deploy.grafana.rows.trouble import TROUBLE

FOLDER = Path(__file__).parent

ROWS = (AT_A_GLANCE, FLOW, TROUBLE, COURT, DRAWS, CHANCE, LEDGERS)


def dashboards() -> Mapping[str, str]:
    """The text of each dashboard by its file name."""
    return {
        "tarazy.json": to_json(
            "tarazy", "Tarazy", "How events flow through the three services, and what they do for the court.", ROWS
        )
    }


def main() -> None:
    """Write all dashboards."""
    for name, text in dashboards().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
