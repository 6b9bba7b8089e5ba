"""What did not go through: parked, dropped, waiting, failed."""

from deploy.grafana.board import Panel, Query, Row
from deploy.grafana.queries import by_service

TROUBLE = Row(
    "What did not go through",
    [
        Panel(
            "Dead letters, by reason",
            "Records parked in the last hour.",
            (
                Query(
                    'sum by (service, reason) (increase(tarazy_dead_letters_total{service=~"$service"}[1h]))',
                    "{{service}} {{reason}}",
                ),
            ),
            kind="stack",
        ),
        Panel(
            "Dead letters parked",
            "Those that nobody has replayed or discarded.",
            (by_service("max", "tarazy_dead_letters_parked"),),
        ),
        Panel(
            "Oldest dead letter",
            "Somebody's hearing may hang on it. Alert above a day.",
            (by_service("max", "tarazy_dead_letters_oldest_seconds"),),
            unit="s",
        ),
        Panel(
            "Dropped, by reason",
            "Events known already or overtaken, in the last hour. Redelivery after a restart is normal.",
            (
                Query(
                    'sum by (service, reason) (increase(tarazy_events_dropped_total{service=~"$service"}[1h]))',
                    "{{service}} {{reason}}",
                ),
            ),
            kind="stack",
        ),
        Panel(
            "Waiting for what they refer to",
            "Events whose case, court or person is not known yet. Given up after 15 minutes.",
            (by_service("max", "tarazy_waiting_events"),),
        ),
        Panel(
            "Refused by Kafka for good",
            "Records set aside in outbox_parked. Others do not know what they say: act at once.",
            (by_service("max", "tarazy_outbox_parked_rows"),),
        ),
        Panel(
            "Failures of handlers",
            "By kind of error. A batch that fails is redone record by record.",
            (
                Query(
                    "sum by (app_name, exception_type) "
                    '(increase(faststream_received_processed_messages_exceptions_total{app_name=~"$service"}[1h]))',
                    "{{app_name}} {{exception_type}}",
                ),
            ),
            kind="stack",
        ),
        Panel(
            "Failures of loops",
            "Rounds of background loops that failed and are tried again.",
            (
                Query(
                    'sum by (service, loop) (increase(tarazy_loop_failures_total{service=~"$service"}[1h]))',
                    "{{service}} {{loop}}",
                ),
            ),
            kind="stack",
        ),
        Panel(
            "Memory",
            "Of each process.",
            (Query('max by (instance) (process_resident_memory_bytes{job="tarazy"})', "{{instance}}"),),
            unit="bytes",
        ),
        Panel(
            "Courts in memory, compared",
            "With the database, each once a night, in the last day. Alert when one was different.",
            (Query("sum by (outcome) (increase(tarazy_courts_compared_total[1d]))", "{{outcome}}"),),
            kind="stack",
            wide=24,
        ),
    ],
)
