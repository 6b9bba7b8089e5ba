"""Operators' alerts: which of them are news, and who is told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from tarazy_notifications.domain.people import Contact, Language
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.stories import AlertLine, AlertStory

_NAMESPACE = UUID("0f6f0a1e-6a39-5c0f-8f5d-7b3a3c1d9e02")
MOST_NAMED = 20
"""Alerts that one message names; of the others it says how many there are."""


class Key(NamedTuple):
    """By which an alert is known: it is told once that it fires, and once that it is over."""

    fingerprint: str
    starts_at: datetime
    firing: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert as Alertmanager tells of it."""

    key: Key
    severity: str
    court_id: str | None
    """The court that its labels name."""
    line: AlertLine


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who hears of alerts."""

    name: str
    contacts: tuple[Contact, ...]
    language: Language | None = None
    """The court's, where none is named."""
    severities: frozenset[str] = frozenset()
    """None named: all."""

    def recipient(self, otherwise: Language) -> Recipient:
        """As notices have it: known by the first address."""
        return Recipient(
            _id(self.contacts[0].address), self.name, self.language or otherwise, self.contacts, "operator"
        )


@dataclass(frozen=True, slots=True)
class Bundle:
    """Alerts that are told together: of one court or of none, of one severity."""

    subject_id: UUID
    """The same for the same alerts."""
    court_id: str | None
    severity: str
    story: AlertStory


def bundles(alerts: Iterable[Alert], now: datetime) -> list[Bundle]:
    """What is told of alerts that are news."""
    found: dict[tuple[str | None, str], list[Alert]] = {}
    for one in alerts:
        found.setdefault((one.court_id, one.severity), []).append(one)
    return [_bundle(court_id, severity, of_both, now) for (court_id, severity), of_both in found.items()]


def told(bundle: Bundle, operators: Iterable[Operator]) -> list[Operator]:
    """Who hears of it."""
    return [one for one in operators if not one.severities or bundle.severity in one.severities]


def _bundle(court_id: str | None, severity: str, alerts: Sequence[Alert], now: datetime) -> Bundle:
    firing_first = sorted(alerts, key=lambda one: (not one.key.firing, one.line.name, one.key))
    names = "\n".join(f"{one.key.fingerprint} {one.key.starts_at} {one.key.firing}" for one in firing_first)
    lines = tuple(one.line for one in firing_first[:MOST_NAMED])
    firing = sum(one.key.firing for one in alerts)
    story = AlertStory(now, severity, firing, len(alerts) - firing, lines)
    return Bundle(_id(names), court_id, severity, story)


def _id(text: str) -> UUID:
    return uuid5(_NAMESPACE, text)


def as_alert(
    *,
    fingerprint: str,
    starts_at: datetime,
    ends_at: datetime | None,
    firing: bool,
    labels: Mapping[str, str],
    annotations: Mapping[str, str],
    courts: Collection[str],
) -> Alert:
    """An alert by its labels and annotations; a court that is not known is none."""
    court_id = labels.get("court_id", "")
    line = AlertLine(
        labels.get("alertname", fingerprint)[:100],
        firing,
        annotations.get("summary", "")[:300],
        annotations.get("description", "")[:1000],
        annotations.get("runbook", "")[:300],
        starts_at,
        None if firing else ends_at,
    )
    key = Key(fingerprint, starts_at, firing)
    return Alert(key, labels.get("severity", "")[:40], court_id if court_id in courts else None, line)
