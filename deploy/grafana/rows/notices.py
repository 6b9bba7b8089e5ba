"""Notices: what waits, what came of it, by channel and topic, and what clerks have to do by hand."""

from deploy.grafana.board import Panel, Query, Row
from deploy.grafana.queries import quantile

_HERE = 'channel=~"$channel"'


def _hourly(by: str, outcome: str = "") -> str:
    """Notices of the last hour."""
    chosen = f'{_HERE}, outcome=~"{outcome}"' if outcome else _HERE
    return f"sum by ({by}) (increase(tarazy_notices_total{{{chosen}}}[1h]))"


QUEUE = Row(
    "Queue",
    [
        Panel(
            "Waiting",
            "Notices that have not left, with those that quiet hours put off.",
            (Query(f"sum(max by (channel) (tarazy_notices_open{{{_HERE}}}))"),),
            kind="number",
            wide=6,
        ),
        Panel(
            "Oldest unsent",
            "Alert above a quarter of an hour, but for channels that somebody holds.",
            (Query(f"max(tarazy_notices_oldest_seconds{{{_HERE}}})"),),
            unit="s",
            kind="number",
            wide=6,
            limit=900,
        ),
        Panel(
            "Channels that send nothing",
            "Because their gateway fails, or because an operator holds them.",
            (Query(f"sum(clamp_max(max by (channel) (tarazy_gateway_shut{{{_HERE}}}), 1))"),),
            kind="number",
            wide=6,
            limit=0.5,
        ),
        Panel(
            "Tasks overdue",
            "People who were to be told by hand, and nobody says that they were.",
            (Query('sum(max by (court_id) (tarazy_notice_tasks_open{due="overdue"}))'),),
            kind="number",
            wide=6,
            limit=0.5,
        ),
        Panel(
            "Waiting, by channel",
            "It rises in the morning, when quiet hours end, and has to fall again.",
            (Query(f"max by (channel) (tarazy_notices_open{{{_HERE}}})", "{{channel}}"),),
        ),
        Panel(
            "Oldest unsent, by channel",
            "A channel whose line goes straight up sends nothing.",
            (Query(f"max by (channel) (tarazy_notices_oldest_seconds{{{_HERE}}})", "{{channel}}"),),
            unit="s",
            limit=900,
        ),
        Panel(
            "Gateways given up",
            "How often in an hour a gateway was left alone for a while, after failures in a row.",
            (Query(f"sum by (channel) (increase(tarazy_gateway_trips_total{{{_HERE}}}[1h]))", "{{channel}}"),),
        ),
    ],
)

OUTCOMES = Row(
    "What came of them",
    [
        Panel(
            "Notices, by outcome",
            "Per hour. Sent says that a gateway took them, delivered and read that a receipt came.",
            (Query(_hourly("outcome"), "{{outcome}}"),),
            kind="stack",
        ),
        Panel(
            "Sent, by topic",
            "Per hour.",
            (Query(_hourly("topic", "sent"), "{{topic}}"),),
            kind="stack",
        ),
        Panel(
            "Sent, by channel",
            "Per hour.",
            (Query(_hourly("channel", "sent"), "{{channel}}"),),
            kind="stack",
        ),
        Panel(
            "Not reached, by channel",
            "Failed, come back or too late, per hour.",
            (Query(_hourly("channel, outcome", "failed|bounced|expired"), "{{channel}} {{outcome}}"),),
        ),
        Panel(
            "Told by another channel",
            "Notices sent in place of one that did not reach its reader, per hour.",
            (Query(f"sum by (channel) (increase(tarazy_notices_failed_over_total{{{_HERE}}}[1h]))", "{{channel}}"),),
        ),
        Panel(
            "From event to notice",
            "Until the gateway has taken it, 99 of 100. Reminders are left out.",
            (Query(quantile(0.99, "tarazy_event_to_mail_seconds"), "all channels"),),
            unit="s",
        ),
    ],
)

PROOF = Row(
    "Proof",
    [
        Panel(
            "Receipts",
            "What gateways and mail servers report per hour, by what was made of it.",
            (Query("sum by (source, verdict) (increase(tarazy_receipts_total[1h]))", "{{source}} {{verdict}}"),),
        ),
        Panel(
            "Tasks, opened and closed",
            "Per hour: done by clerks, or closed because nothing was left to do.",
            (Query("sum by (what) (increase(tarazy_notice_tasks_total[1h]))", "{{what}}"),),
        ),
        Panel(
            "Tasks by court",
            "Open ones of the ten courts that have most.",
            (Query("topk(10, sum by (court_id) (max by (court_id, due) (tarazy_notice_tasks_open)))", "{{court_id}}"),),
        ),
    ],
)
