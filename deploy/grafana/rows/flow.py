"""How events flow through the services, and how far they are behind."""

from deploy.grafana.board import Panel, Query, Row
from deploy.grafana.queries import by_service, quantile

_BATCH = "faststream_received_processed_messages_duration_seconds"

FLOW = Row(
    "Flow of events",
    [
        Panel(
            "Taken in",
            "Records a second by consumer, before duplicates are dropped.",
            (
                Query(
                    'sum by (app_name, handler) (rate(faststream_received_messages_total{app_name=~"$service"}[5m]))',
                    "{{app_name}} {{handler}}",
                ),
            ),
            unit="reqps",
        ),
        Panel(
            "Behind, in records",
            "Between the position of a consumer and the end of its topic.",
            (by_service("sum", "tarazy_consumer_lag_messages", "service, topic"),),
        ),
        Panel(
            "Behind, in seconds",
            "The same as time. A steady line above zero is a consumer that is too slow, a rising one that stands.",
            (by_service("max", "tarazy_consumer_lag_seconds", "service, topic"),),
            unit="s",
        ),
        Panel(
            "From event to effect",
            "Half of the events and 19 of 20, from their own time to the commit, waiting and retries included.",
            (
                Query(quantile(0.5, "tarazy_event_effect_seconds", "service"), "{{service}} half"),
                Query(quantile(0.95, "tarazy_event_effect_seconds", "service"), "{{service}} 19 of 20"),
            ),
            unit="s",
        ),
        Panel(
            "Time of a batch",
            "Half of the batches and 19 of 20, from taking the records to their commit.",
            (
                Query(quantile(0.5, _BATCH, "app_name"), "{{app_name}} half"),
                Query(quantile(0.95, _BATCH, "app_name"), "{{app_name}} 19 of 20"),
            ),
            unit="s",
        ),
        Panel(
            "Effects, by type of event",
            "Events a second whose effect was committed.",
            (
                Query(
                    'sum by (service, type) (rate(tarazy_events_handled_total{service=~"$service"}[5m]))',
                    "{{service}} {{type}}",
                ),
            ),
            unit="reqps",
        ),
        Panel(
            "Outbox, in records",
            "Not yet acknowledged by Kafka.",
            (by_service("sum", "tarazy_outbox_rows"),),
        ),
        Panel(
            "Outbox, its oldest record",
            "How long others have not been told what a service decided. Alert above a minute.",
            (by_service("max", "tarazy_outbox_oldest_seconds"),),
            unit="s",
        ),
        Panel(
            "Published",
            "Records a second that Kafka acknowledged.",
            (
                Query(
                    'sum by (service) (rate(tarazy_records_relayed_total{service=~"$service"}[5m]))',
                    "{{service}}",
                ),
            ),
            unit="reqps",
        ),
    ],
)
