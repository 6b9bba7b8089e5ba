"""Learning: hours that years ask for, and places in sessions."""

from deploy.grafana.board import Panel, Query, Row

_COURT = 'court_id=~"$court"'


def _short(metric: str) -> str:
    """By role, over the chosen courts; each replica tells the same."""
    return f"sum by (role) (max by (court_id, role) ({metric}{{{_COURT}}}))"


LEARNING = Row(
    "Learning",
    [
        Panel(
            "Hours short, by role",
            "What the year asks of people and no session covers yet.",
            (Query(f"{_short('tarazy_training_short_seconds')} / 3600", "{{role}}"),),
        ),
        Panel(
            "People short, by role",
            "Of whom the year asks more than they have learnt and will.",
            (Query(_short("tarazy_training_short_people"), "{{role}}"),),
        ),
        Panel(
            "Places unused",
            "In sessions to come, of the ten courts that have most of them.",
            (Query(f"topk(10, max by (court_id) (tarazy_training_places_unused{{{_COURT}}}))", "{{court_id}}"),),
        ),
    ],
)
