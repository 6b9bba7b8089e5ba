"""Every metric that rules and dashboards may ask for, with its labels. Tests hold all PromQL against this one list."""

from collections.abc import Mapping

_SERVICE = frozenset({"service"})
_CONSUMER = frozenset({"service", "topic"})
_COURT = frozenset({"court_id"})
_HANDLER = frozenset({"app_name", "broker", "handler"})

OF_EVERY_SERVICE: Mapping[str, frozenset[str]] = {
    "tarazy_events_handled_total": _CONSUMER | {"type"},
    "tarazy_events_dropped_total": _SERVICE | {"reason"},
    "tarazy_dead_letters_total": _SERVICE | {"reason"},
    "tarazy_dead_letters_parked": _SERVICE,
    "tarazy_dead_letters_oldest_seconds": _SERVICE,
    "tarazy_waiting_events": _SERVICE,
    "tarazy_outbox_rows": _SERVICE,
    "tarazy_outbox_oldest_seconds": _SERVICE,
    "tarazy_outbox_parked_rows": _SERVICE,
    "tarazy_records_relayed_total": _SERVICE,
    "tarazy_consumer_lag_messages": _CONSUMER,
    "tarazy_consumer_lag_seconds": _CONSUMER,
    "tarazy_event_effect_seconds_bucket": _CONSUMER | {"le"},
    "tarazy_loop_failures_total": _SERVICE | {"loop"},
}
"""The plumbing that all services share."""

OF_SCHEDULING: Mapping[str, frozenset[str]] = {
    "tarazy_hearings_total": frozenset({"outcome"}),
    "tarazy_hearings_overbooked_total": frozenset(),
    "tarazy_courts_compared_total": frozenset({"outcome"}),
    "tarazy_cases_total": frozenset({"outcome"}),
    "tarazy_cases_refiled_total": frozenset({"outcome"}),
    "tarazy_draws_among_few_total": frozenset(),
    "tarazy_draws_without_beacon_total": frozenset(),
    "tarazy_cases_waiting_for_round": frozenset(),
    "tarazy_beacon_rounds_total": frozenset(),
    "tarazy_beacon_rounds_refused_total": frozenset({"reason"}),
    "tarazy_draws_of_one_judge_total": frozenset(),
    "tarazy_draw_pool_size_bucket": frozenset({"le"}),
    "tarazy_draw_chi_square_p": _COURT,
    "tarazy_draw_largest_z": _COURT,
    "tarazy_draw_load_deviation_seconds": _COURT,
    "tarazy_draws_after_late_exclusion": _COURT,
    "tarazy_cases_filed_again": _COURT,
    "tarazy_draws_without_a_chain_total": frozenset(),
    "tarazy_ledgers_failed": frozenset(),
    "tarazy_ledgers_verified_entries": frozenset(),
    "tarazy_ledgers_verified_oldest_seconds": frozenset(),
    "tarazy_interest_questions_open": frozenset(),
    "tarazy_reallocations_open": frozenset(),
    "tarazy_hearings_escalated": _COURT | {"code"},
}
"""Outcomes of hearings: scheduled, rescheduled, unlisted, cancelled, recorded.

Of cases: allocated, reallocated, unallocated.
"""

OF_HR: Mapping[str, frozenset[str]] = {
    "tarazy_survey_tokens": frozenset({"audience", "state"}),
    "tarazy_survey_texts_waiting": frozenset(),
    "tarazy_evaluations": frozenset({"kind", "phase"}),
    "tarazy_proceedings_clocks": frozenset({"kind", "urgency"}),
    "tarazy_selection_deadlines": frozenset({"stage", "urgency"}),
    "tarazy_training_short_seconds": _COURT | {"role"},
    "tarazy_training_short_people": _COURT | {"role"},
    "tarazy_training_places_unused": _COURT,
    "tarazy_posts": _COURT | {"role"},
    "tarazy_posts_filled": _COURT | {"role"},
    "tarazy_vacancy_oldest_seconds": _COURT | {"role"},
    "tarazy_staff_absent_ratio": _COURT | {"kind"},
    "tarazy_judges_present": _COURT | {"specialism"},
    "tarazy_hearings_under_leave": _COURT | {"state"},
}

OF_NOTIFICATIONS: Mapping[str, frozenset[str]] = {
    "tarazy_notices_total": frozenset({"channel", "topic", "outcome"}),
    "tarazy_replies_total": frozenset({"verdict"}),
    "tarazy_notices_open": frozenset({"channel"}),
    "tarazy_notices_oldest_seconds": frozenset({"channel"}),
    "tarazy_notice_tasks_open": _COURT | {"due"},
    "tarazy_notice_tasks_total": frozenset({"kind", "what"}),
    "tarazy_notices_failed_over_total": frozenset({"channel"}),
    "tarazy_notices_resolved_total": frozenset({"why"}),
    "tarazy_gateway_trips_total": frozenset({"channel"}),
    "tarazy_gateway_shut": frozenset({"channel"}),
    "tarazy_receipts_total": frozenset({"source", "verdict"}),
    "tarazy_hearings_untold": _COURT,
    "tarazy_notices_past_deadline": _COURT,
    "tarazy_notices_by_deadline_total": frozenset({"outcome"}),
    "tarazy_evidence_unbound": frozenset(),
    "tarazy_summons_lacking_total": frozenset({"item"}),
    "tarazy_event_to_mail_seconds_bucket": frozenset({"channel", "le"}),
}

OF_OTHERS: Mapping[str, frozenset[str]] = {
    "faststream_received_messages_total": _HANDLER,
    "faststream_received_processed_messages_total": _HANDLER | {"status"},
    "faststream_received_processed_messages_duration_seconds_bucket": _HANDLER | {"le"},
    "faststream_received_processed_messages_exceptions_total": _HANDLER | {"exception_type"},
    "process_resident_memory_bytes": frozenset(),
    "process_cpu_seconds_total": frozenset(),
    "up": frozenset(),
}
"""FastStream, the Python client and Prometheus itself."""

TARGET_LABELS = frozenset({"job", "instance"})
"""What Prometheus adds to each series."""

METRICS: Mapping[str, frozenset[str]] = {
    name: labels | TARGET_LABELS
    for one in (OF_EVERY_SERVICE, OF_SCHEDULING, OF_HR, OF_NOTIFICATIONS, OF_OTHERS)
    for name, labels in one.items()
}
