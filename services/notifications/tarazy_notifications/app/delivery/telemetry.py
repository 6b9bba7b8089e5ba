"""The metrics of gateways and of what follows when they fail. Labels are few and bounded."""

from typing import get_args

from prometheus_client import Counter, Gauge
from tarazy_shared.telemetry import registry

from tarazy_notifications.domain.delivery.receipts import Verdict
from tarazy_notifications.domain.people import ChannelName, Outlet

gateway_trips_total = Counter(
    "tarazy_gateway_trips",
    "How often the gateway of a channel was given up for a while, after failures in a row.",
    ["channel"],
    registry=registry,
)
gateway_shut = Gauge(
    "tarazy_gateway_shut",
    "Whether nothing is sent by a channel now: 1 because its gateway fails, 2 because an operator holds it.",
    ["channel"],
    registry=registry,
)
for _channel in get_args(Outlet):
    gateway_trips_total.labels(_channel)
    gateway_shut.labels(_channel)
receipts_total = Counter(
    "tarazy_receipts",
    "Reports about notices by where they came from and what was made of them.",
    ["source", "verdict"],
    registry=registry,
)
for _source in (*get_args(ChannelName), "mail"):
    for _verdict in (*Verdict, "repeated"):
        receipts_total.labels(_source, _verdict)
tasks_total = Counter(
    "tarazy_notice_tasks",
    "Tasks of clerks by kind, opened, and by why they closed by themselves; done and reopened by hand.",
    ["kind", "what"],
    registry=registry,
)
for _kind in ("no_proof", "cannot_be_told"):
    tasks_total.labels(_kind, "opened")
for _what in ("superseded", "proof_came", "over", "done", "reopened"):
    tasks_total.labels("any", _what)
failed_over_total = Counter(
    "tarazy_notices_failed_over",
    "Notices sent by another channel in place of one that did not reach its reader.",
    ["channel"],
    registry=registry,
)
for _channel in get_args(ChannelName):
    failed_over_total.labels(_channel)
resolved_total = Counter(
    "tarazy_notices_resolved",
    "Notices that waited and were decided anew, by what had changed.",
    ["why"],
    registry=registry,
)
for _why in ("address_changed", "address_gone", "language_changed", "muted", "represented", "not_concerned"):
    resolved_total.labels(_why)
