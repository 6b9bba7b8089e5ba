"""What the services do for the court: hearings, cases, notices."""

from deploy.grafana.board import Panel, Query, Row
from deploy.grafana.queries import quantile

COURT = Row(
    "The court's day",
    [
        Panel(
            "Hearings, by outcome",
            "In the last hour. Scheduled ones were placed, rescheduled ones moved; unlisted ones found no place.",
            (Query("sum by (outcome) (increase(tarazy_hearings_total[1h]))", "{{outcome}}"),),
            kind="stack",
            wide=6,
        ),
        Panel(
            "Hearings that may miss their limit",
            "They have no place. The limit is over, lies before every free place, or is near.",
            (Query("sum by (code) (max by (court_id, code) (tarazy_hearings_escalated))", "{{code}}"),),
            wide=6,
        ),
        Panel(
            "Cases, by outcome",
            "In the last hour. Unallocated ones had no judge left to be drawn.",
            (Query("sum by (outcome) (increase(tarazy_cases_total[1h]))", "{{outcome}}"),),
            kind="stack",
            wide=6,
        ),
        Panel(
            "Mails and other notices, by outcome",
            "In the last hour. Retried ones go out again by themselves; failed ones are shown to the clerk.",
            (Query("sum by (channel, outcome) (increase(tarazy_notices_total[1h]))", "{{channel}} {{outcome}}"),),
            kind="stack",
            wide=6,
        ),
        Panel(
            "Notices to be sent",
            "Those for later, such as reminders, are counted too.",
            (Query("max(tarazy_notices_open)", "queued"),),
            wide=6,
        ),
        Panel(
            "Oldest notice due",
            "How long the one that has waited longest is over its time.",
            (Query("max(tarazy_notices_oldest_seconds)", "oldest"),),
            unit="s",
            wide=6,
        ),
        Panel(
            "From event to mail",
            "From the event's own time to the mail server's acceptance.",
            (
                Query(quantile(0.5, "tarazy_event_to_mail_seconds"), "half"),
                Query(quantile(0.95, "tarazy_event_to_mail_seconds"), "19 of 20"),
            ),
            unit="s",
            wide=6,
        ),
        Panel(
            "Hearings put over others",
            "In the last day, in sessions in which somebody has permitted it.",
            (Query("sum(increase(tarazy_hearings_overbooked_total[1d]))", "overbooked"),),
            wide=6,
        ),
    ],
)
