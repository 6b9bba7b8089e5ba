"""The dashboards of Tarazy. `python -m deploy.grafana.dashboards` writes them beside this module."""

from collections.abc import Mapping
from pathlib import Path

from deploy.grafana.board import Choice, to_json
from deploy.grafana.rows.court_day import COURT
from deploy.grafana.rows.draws import CHANCE, DRAWS, LEDGERS
from deploy.grafana.rows.flow import FLOW
from deploy.grafana.rows.glance import AT_A_GLANCE
from deploy.grafana.rows.learning import LEARNING
from deploy.grafana.rows.notices import OUTCOMES, PROOF, QUEUE
from deploy.grafana.rows.proceedings import PROCEEDINGS
from deploy.grafana.rows.staffing import ESTABLISHMENT, PRESENCE
from deploy.grafana.rows.trouble import TROUBLE

FOLDER = Path(__file__).parent

EVENTS_AND_COURTS = (AT_A_GLANCE, FLOW, TROUBLE, COURT, DRAWS, CHANCE, LEDGERS)
STAFFING = (ESTABLISHMENT, PRESENCE)
NOTICES = (QUEUE, OUTCOMES, PROOF)
QUALITY = (LEARNING, PROCEEDINGS)
ROWS = (*EVENTS_AND_COURTS, *STAFFING, *NOTICES, *QUALITY)
COURTS = Choice("court", "Court", "tarazy_posts", "court_id")
CHANNELS = Choice("channel", "Channel", "tarazy_notices_open", "channel")


def dashboards() -> Mapping[str, str]:
    """The text of each dashboard by its file name."""
    return {
        "tarazy.json": to_json(
            "tarazy",
            "Tarazy",
            "How events flow through the three services, and what they do for the court.",
            EVENTS_AND_COURTS,
        ),
        "staffing.json": to_json(
            "tarazy-staffing",
            "Staffing",
            "Posts and who holds them, who is away, and what that does to hearings; by court.",
            STAFFING,
            COURTS,
        ),
        "notices.json": to_json(
            "tarazy-notices",
            "Notices",
            "What people are told, by channel and topic; what waits, what came of it, and what clerks do by hand.",
            NOTICES,
            CHANNELS,
        ),
        "quality.json": to_json(
            "tarazy-quality",
            "Quality and learning",
            "What people learn and what the year still asks of them; clocks of discipline and evaluation.",
            QUALITY,
            COURTS,
        ),
    }


def main() -> None:
    """Write all dashboards."""
    for name, text in dashboards().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
