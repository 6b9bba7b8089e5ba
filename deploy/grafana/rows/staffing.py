"""Staffing: who should be there, who is, and what that does to hearings."""

from deploy.grafana.board import Panel, Query, Row

_COURT = 'court_id=~"$court"'


def _sum(metric: str, by: str) -> str:
    """A gauge of the chosen courts; each replica tells the same."""
    return f"sum by ({by}) (max by (court_id, {by}) ({metric}{{{_COURT}}}))"


ESTABLISHMENT = Row(
    "Establishment",
    [
        Panel(
            "Posts",
            "Of the staffing tables, in shares of full time.",
            (Query(f"sum(max by (court_id, role) (tarazy_posts{{{_COURT}}}))"),),
            kind="number",
            wide=6,
        ),
        Panel(
            "Posts held",
            "Who acts in a post holds nothing of it.",
            (Query(f"sum(max by (court_id, role) (tarazy_posts_filled{{{_COURT}}}))"),),
            kind="number",
            wide=6,
        ),
        Panel(
            "Oldest vacancy of a judge",
            "Alert above 90 days without a judge in a post.",
            (Query(f'max(tarazy_vacancy_oldest_seconds{{role="judge", {_COURT}}})'),),
            unit="s",
            kind="number",
            wide=6,
            limit=7776000,
        ),
        Panel(
            "Judges who are there",
            "In post and neither absent nor suspended.",
            (Query(f'sum(max by (court_id) (tarazy_judges_present{{specialism="any", {_COURT}}}))'),),
            kind="number",
            wide=6,
        ),
        Panel(
            "Posts, by role",
            "In shares of full time; any is said of posts that name no role.",
            (Query(_sum("tarazy_posts", "role"), "{{role}}"),),
        ),
        Panel(
            "Vacant, by role",
            "Posts without their holders, in shares of full time.",
            (Query(f"{_sum('tarazy_posts', 'role')} - {_sum('tarazy_posts_filled', 'role')}", "{{role}}"),),
        ),
        Panel(
            "Oldest vacancies",
            "Of the ten courts with the oldest one, whoever is missing.",
            (Query(f"topk(10, max by (court_id) (tarazy_vacancy_oldest_seconds{{{_COURT}}}))", "{{court_id}}"),),
            unit="s",
        ),
    ],
)

PRESENCE = Row(
    "Who is away, and what that does",
    [
        Panel(
            "Away, by kind",
            "Mean over the chosen courts of the part of their people who are away now.",
            (
                Query(
                    f"avg by (kind) (max by (court_id, kind) (tarazy_staff_absent_ratio{{{_COURT}}}))",
                    "{{kind}}",
                ),
            ),
            unit="percentunit",
            kind="stack",
            wide=6,
        ),
        Panel(
            "Thinnest cover",
            "Judges who are there, by specialism, in the court that has fewest. Alert when nobody is.",
            (Query(f"min by (specialism) (tarazy_judges_present{{{_COURT}}})", "{{specialism}}"),),
            wide=6,
        ),
        Panel(
            "Hearings under a leave",
            "Standing while somebody who sits is away: by a request they would move, an approved one is an alert.",
            (Query(_sum("tarazy_hearings_under_leave", "state"), "{{state}}"),),
            wide=6,
        ),
        Panel(
            "Deadlines of competitions",
            "Near their last day, or over it.",
            (
                Query(
                    "sum by (urgency) (max by (stage, urgency) (tarazy_selection_deadlines)) or vector(0)",
                    "{{urgency}}",
                ),
            ),
            wide=6,
        ),
    ],
)
