"""At a glance: one number each for what must be well."""

from deploy.grafana.board import Panel, Query, Row
from deploy.grafana.queries import quantile

AT_A_GLANCE = Row(
    "At a glance",
    [
        Panel(
            "Services that answer",
            "Of three. Fewer: somebody's events wait in Kafka.",
            (Query('sum(up{job="tarazy"})'),),
            kind="number",
            wide=4,
        ),
        Panel(
            "Farthest behind",
            "Age of the last record taken where more wait. Alert above a minute.",
            (Query("max(tarazy_consumer_lag_seconds)"),),
            unit="s",
            kind="number",
            wide=4,
            limit=60,
        ),
        Panel(
            "Oldest unsent event",
            "In any outbox. Grows when Kafka is away.",
            (Query("max(tarazy_outbox_oldest_seconds)"),),
            unit="s",
            kind="number",
            wide=4,
            limit=60,
        ),
        Panel(
            "Dead letters parked",
            "Records that nobody has replayed or discarded.",
            (Query("sum(max by (service) (tarazy_dead_letters_parked))"),),
            kind="number",
            wide=4,
            limit=1,
        ),
        Panel(
            "Oldest notice due",
            "How long somebody has not been told. Alert above 15 minutes.",
            (Query("max(tarazy_notices_oldest_seconds)"),),
            unit="s",
            kind="number",
            wide=4,
            limit=900,
        ),
        Panel(
            "From event to mail",
            "19 of 20 mails, from the event that caused them.",
            (Query(quantile(0.95, "tarazy_event_to_mail_seconds")),),
            unit="s",
            kind="number",
            wide=4,
        ),
    ],
)
