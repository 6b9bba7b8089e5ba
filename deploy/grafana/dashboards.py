"""The dashboards of Tarazy. `python -m deploy.grafana.dashboards` writes them beside this module."""

from collections.abc import Mapping
from pathlib import Path

from deploy.grafana.board import Panel, Query, Row, to_json

FOLDER = Path(__file__).parent
_BATCH = "faststream_received_processed_messages_duration_seconds"


def _share(part: float, metric: str, by: str = "") -> str:
    """A quantile of a histogram over five minutes, for each value of the label `by` that names a service."""
    labels = f"{by}, le" if by else "le"
    chosen = f'{{{by}=~"$service"}}' if by else ""
    return f"histogram_quantile({part}, sum by ({labels}) (rate({metric}_bucket{chosen}[5m])))"


def _by_service(function: str, metric: str, by: str = "service") -> Query:
    legend = " ".join(f"{{{{{label.strip()}}}}}" for label in by.split(","))
    return Query(f'{function} by ({by}) ({metric}{{service=~"$service"}})', legend)


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
            (Query(_share(0.95, "tarazy_event_to_mail_seconds")),),
            unit="s",
            kind="number",
            wide=4,
        ),
    ],
)

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
            (_by_service("sum", "tarazy_consumer_lag_messages", "service, topic"),),
        ),
        Panel(
            "Behind, in seconds",
            "The same as time. A steady line above zero is a consumer that is too slow, a rising one that stands.",
            (_by_service("max", "tarazy_consumer_lag_seconds", "service, topic"),),
            unit="s",
        ),
        Panel(
            "From event to effect",
            "Half of the events and 19 of 20, from their own time to the commit, waiting and retries included.",
            (
                Query(_share(0.5, "tarazy_event_effect_seconds", "service"), "{{service}} half"),
                Query(_share(0.95, "tarazy_event_effect_seconds", "service"), "{{service}} 19 of 20"),
            ),
            unit="s",
        ),
        Panel(
            "Time of a batch",
            "Half of the batches and 19 of 20, from taking the records to their commit.",
            (
                Query(_share(0.5, _BATCH, "app_name"), "{{app_name}} half"),
                Query(_share(0.95, _BATCH, "app_name"), "{{app_name}} 19 of 20"),
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
            (_by_service("sum", "tarazy_outbox_rows"),),
        ),
        Panel(
            "Outbox, its oldest record",
            "How long others have not been told what a service decided. Alert above a minute.",
            (_by_service("max", "tarazy_outbox_oldest_seconds"),),
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
            (_by_service("max", "tarazy_dead_letters_parked"),),
        ),
        Panel(
            "Oldest dead letter",
            "Somebody's hearing may hang on it. Alert above a day.",
            (_by_service("max", "tarazy_dead_letters_oldest_seconds"),),
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
            (_by_service("max", "tarazy_waiting_events"),),
        ),
        Panel(
            "Refused by Kafka for good",
            "Records set aside in outbox_parked. Others do not know what they say: act at once.",
            (_by_service("max", "tarazy_outbox_parked_rows"),),
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
    ],
)

COURT = Row(
    "The court's day",
    [
        Panel(
            "Hearings, by outcome",
            "In the last hour. Scheduled ones were placed, rescheduled ones moved; unlisted ones found no place.",
            (Query("sum by (outcome) (increase(tarazy_hearings_total[1h]))", "{{outcome}}"),),
            kind="stack",
        ),
        Panel(
            "Cases, by outcome",
            "In the last hour. Unallocated ones had no judge left to be drawn.",
            (Query("sum by (outcome) (increase(tarazy_cases_total[1h]))", "{{outcome}}"),),
            kind="stack",
        ),
        Panel(
            "Mails and other notices, by outcome",
            "In the last hour. Retried ones go out again by themselves; failed ones are shown to the clerk.",
            (Query("sum by (channel, outcome) (increase(tarazy_notices_total[1h]))", "{{channel}} {{outcome}}"),),
            kind="stack",
        ),
        Panel(
            "Notices to be sent",
            "Those for later, such as reminders, are counted too.",
            (Query("max(tarazy_notices_open)", "queued"),),
        ),
        Panel(
            "Oldest notice due",
            "How long the one that has waited longest is over its time.",
            (Query("max(tarazy_notices_oldest_seconds)", "oldest"),),
            unit="s",
        ),
        Panel(
            "From event to mail",
            "From the event's own time to the mail server's acceptance.",
            (
                Query(_share(0.5, "tarazy_event_to_mail_seconds"), "half"),
                Query(_share(0.95, "tarazy_event_to_mail_seconds"), "19 of 20"),
            ),
            unit="s",
        ),
    ],
)

DRAWS = Row(
    "Draws of judges",
    [
        Panel(
            "Draws among few",
            "In the last hour: fewer could be drawn than the court's rules want.",
            (Query("sum(increase(tarazy_draws_among_few_total[1h]))", "among few"),),
            wide=6,
        ),
        Panel(
            "Names to compare",
            "Nobody has said yet whether a judge's interest is meant; meanwhile the judge is not drawn.",
            (Query("max(tarazy_interest_questions_open)", "open"),),
            wide=6,
        ),
        Panel(
            "Judges whose cases wait",
            "Away for long or suspended: nobody has said yet whether others get their cases.",
            (Query("max(tarazy_reallocations_open)", "proposed"),),
            wide=6,
        ),
        Panel(
            "Draws and the beacon",
            "Cases that wait for their round now; draws without one, and rounds refused, in the last hour.",
            (
                Query("max(tarazy_cases_waiting_for_round)", "cases waiting"),
                Query("sum(increase(tarazy_draws_without_beacon_total[1h]))", "draws without a round"),
                Query("sum(increase(tarazy_beacon_rounds_refused_total[1h]))", "rounds refused"),
            ),
            wide=6,
        ),
    ],
)

CHANCE = Row(
    "Do draws go as chance has it?",
    [
        Panel(
            "How likely by chance",
            "Of each court: how often a year of fair draws differs so much from what is expected. Alert below 0.001.",
            (Query("min by (court_id) (tarazy_draw_chi_square_p)", "{{court_id}}"),),
        ),
        Panel(
            "Most striking judge",
            "Of each court: standard deviations from what is expected. With 40 judges 3 is ordinary.",
            (Query("max by (court_id) (tarazy_draw_largest_z)", "{{court_id}}"),),
        ),
        Panel(
            "Farthest from a fair share",
            "Of each court: the judge who carries most too much or too little, for full time.",
            (Query("max by (court_id) (tarazy_draw_load_deviation_seconds)", "{{court_id}}"),),
            unit="s",
        ),
        Panel(
            "Judges to choose from",
            "Half of the draws of the last day had more.",
            (Query("histogram_quantile(0.5, sum by (le) (increase(tarazy_draw_pool_size_bucket[1d])))", "half"),),
        ),
        Panel(
            "Draws of one judge",
            "In the last hour: one judge alone could be drawn, so chance had no part.",
            (Query("sum(increase(tarazy_draws_of_one_judge_total[1h]))", "one judge"),),
        ),
        Panel(
            "Late exclusions and cases filed again",
            "Of the last day: exclusions entered under an hour before a draw; the same parties about the same.",
            (
                Query("sum(max by (court_id) (tarazy_draws_after_late_exclusion))", "late exclusions"),
                Query("sum(max by (court_id) (tarazy_cases_filed_again))", "filed again"),
            ),
        ),
    ],
)

LEDGERS = Row(
    "Ledgers of draws",
    [
        Panel(
            "Ledgers found wrong",
            "Courts whose ledger of draws did not verify in the night.",
            (Query("max(tarazy_ledgers_failed)", "wrong"),),
            wide=8,
        ),
        Panel(
            "Ledgers verified",
            "Since when the ledger verified longest ago has not been, in seconds.",
            (Query("max(tarazy_ledgers_verified_oldest_seconds)", "oldest"),),
            wide=8,
        ),
        Panel(
            "Draws without a chain",
            "In the last hour: the day's secret had not been published ahead.",
            (Query("sum(increase(tarazy_draws_without_a_chain_total[1h]))", "without"),),
            wide=8,
        ),
    ],
)

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
