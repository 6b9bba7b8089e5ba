"""All rules that were laid down, in memory: which of them holds in a court on a day."""

import time
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import structlog
from pydantic import ValidationError
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.rules.kind import RuleKind
from tarazy_notifications.adapters.timing import calendar_store
from tarazy_notifications.domain.timing.court_calendar import ASSUMED, CourtCalendar

log = structlog.get_logger(__name__)

R = TypeVar("R")

STALE_AFTER = 2.0
"""Seconds after which rules are read again: a rule that another process laid down holds here so much later at most."""

_ALL = """
SELECT DISTINCT ON (kind, court_id, valid_from) kind, court_id, valid_from, version, rule FROM notice_rules
ORDER BY kind, court_id, valid_from, version DESC
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule with the day from which it holds."""

    valid_from: date
    rule: Any


class RuleBook:
    """The rules of all courts, and their calendars, as they stood at one moment."""

    __slots__ = ("_calendars", "_defaults", "_rules")

    def __init__(
        self,
        rules: Mapping[tuple[str, str | None], Sequence[Standing]] | None = None,
        calendars: Mapping[str, CourtCalendar] | None = None,
    ) -> None:
        """`rules` by kind and court, None for all courts; each list by day. `calendars` by court."""
        self._rules = rules or {}
        self._calendars = calendars or {}
        self._defaults: dict[str, Any] = {}

    def calendar(self, court_id: str) -> CourtCalendar:
        """On which days a court works; what is assumed where it has told nothing."""
        return self._calendars.get(court_id, ASSUMED)

    def of(self, kind: RuleKind[R], court_id: str, day: date) -> R:
        """What holds in a court on a day: its own rule, else that for all courts, else the default."""
        found = self.laid_down(kind, court_id, day)
        if found is not None:
            return found
        if kind.name not in self._defaults:
            self._defaults[kind.name] = kind.default
        default: R = self._defaults[kind.name]
        return default

    def laid_down(self, kind: RuleKind[R], court_id: str, day: date) -> R | None:
        """The same; None where nobody has laid anything down."""
        for whose in (court_id, None):
            known = self._rules.get((kind.name, whose), ())
            place = bisect_right(known, day, key=lambda one: one.valid_from)
            if place:
                rule: R = known[place - 1].rule
                return rule
        return None

    def from_to(self, kind: RuleKind[R], court_id: str, first: date, last: date) -> list[tuple[date, R]]:
        """What holds in a court from one day to another, both inclusive: each rule with the day it begins to hold."""
        days = {one.valid_from for whose in (court_id, None) for one in self._rules.get((kind.name, whose), ())}
        return [(day, self.of(kind, court_id, day)) for day in (first, *sorted(d for d in days if first < d <= last))]


class Rules:
    """The rule book of this process, read again every few seconds by whoever needs it next."""

    def __init__(self, kinds: Sequence[RuleKind[Any]], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self._monotonic = monotonic
        self._book = RuleBook()
        self._read_at: float | None = None

    async def current(self, connection: Connection) -> RuleBook:
        """The book as it stands, at most `STALE_AFTER` old."""
        if self._read_at is None or self._monotonic() - self._read_at > STALE_AFTER:
            self._book = await self._read(connection)
            self._read_at = self._monotonic()
        return self._book

    def forget(self) -> None:
        """Read again the next time: a rule was just laid down here."""
        self._read_at = None

    async def _read(self, connection: Connection) -> RuleBook:
        found: dict[tuple[str, str | None], list[Standing]] = {}
        for row in await connection.fetch(_ALL):
            kind = self._kinds.get(row["kind"])
            if kind is None:
                continue
            try:
                rule = kind.read(row["rule"])
            except ValidationError as error:
                # Entered by a release that knows more: what held before goes on, and nobody goes untold for it.
                log.error(
                    "rule_unreadable",
                    kind=row["kind"],
                    court_id=row["court_id"],
                    valid_from=str(row["valid_from"]),
                    errors=error.error_count(),
                )
                continue
            found.setdefault((row["kind"], row["court_id"]), []).append(Standing(row["valid_from"], rule))
        return RuleBook(found, await calendar_store.calendars(connection))
