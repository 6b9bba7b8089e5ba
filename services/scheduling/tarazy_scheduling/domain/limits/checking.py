"""What is wrong with a ruling before it is recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from tarazy_shared.terms import end_of

from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.limits.computing import term_of
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.limits.rulings import course_of, in_force
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.limits import Extension, Rule, Ruling, Trigger

LONGEST_SUSPENSION = timedelta(days=3660)
"""Working days are counted one by one: a slip in the year must not count to the end of time."""
RECORDED = frozenset({"accepted", "preparation_ended"})
"""Triggers that the case's own events do not tell of."""


def faults_of(
    ruling: Ruling,
    before: tuple[Ruling, ...],
    book: LimitRules,
    triggers: Mapping[Trigger, date],
    calendar: Calendar,
    today: date,
) -> tuple[Refusal, ...]:
    """Why it cannot be recorded after those `before`; empty when it can."""
    match ruling.kind:
        case "began":
            return tuple(_of_beginning(ruling, today))
        case "suspended":
            return tuple(_of_suspension(ruling))
        case "resumed":
            return tuple(_of_resumption(ruling, before))
        case "extended":
            return tuple(_of_extension(ruling, before, book, triggers, calendar, today))
        case "withdrawn":
            return tuple(_of_withdrawal(ruling, before))


def _of_beginning(ruling: Ruling, today: date) -> Iterator[Refusal]:
    if ruling.trigger not in RECORDED:
        yield Refusal("trigger", "field_wrong", f"Can be {' or '.join(sorted(RECORDED))}; the case tells the others")
    if ruling.from_on is None:
        yield Refusal("from_on", "field_missing", "On which day it was")
    elif ruling.from_on > today:
        yield Refusal("from_on", "field_wrong", "Lies in the future")


def _of_suspension(ruling: Ruling) -> Iterator[Refusal]:
    if ruling.from_on is None:
        yield Refusal("from_on", "field_missing", "The first day that does not count")
    elif ruling.until_on and ruling.until_on <= ruling.from_on:
        yield Refusal("until_on", "field_wrong", "The first day that counts again lies after from_on")
    elif ruling.until_on and ruling.until_on - ruling.from_on > LONGEST_SUSPENSION:
        yield Refusal("until_on", "field_wrong", "Leave it out where nobody knows the end: ten years are none")


def _of_resumption(ruling: Ruling, before: tuple[Ruling, ...]) -> Iterator[Refusal]:
    since = course_of(before).still_since
    if ruling.from_on is None:
        yield Refusal("from_on", "field_missing", "The first day that counts again")
    elif since is None:
        yield Refusal("kind", "not_suspended", "The proceedings are not suspended without an end")
    elif ruling.from_on <= since:
        yield Refusal("from_on", "field_wrong", f"Lies after {since}, the first day that does not count")


def _of_extension(
    ruling: Ruling,
    before: tuple[Ruling, ...],
    book: LimitRules,
    triggers: Mapping[Trigger, date],
    calendar: Calendar,
    today: date,
) -> Iterator[Refusal]:
    rule = book.rule(ruling.rule or "", today)
    if rule is None or rule.limits != "latest_day":
        yield Refusal("rule", "unknown_code", "No rule that sets a last lawful day has this code today")
        return
    if rule.extension is None:
        yield Refusal("rule", "not_extendable", "The rule says nothing of making the term longer")
        return
    if ruling.authority != rule.extension.by:
        yield Refusal("authority", "wrong_authority", f"The rule leaves it to {rule.extension.by}")
    if ruling.until_on is None:
        yield Refusal("until_on", "field_missing", "The last day of the longer term")
        return
    yield from _of_its_length(rule, rule.extension, ruling.until_on, before, triggers, calendar)


def _of_its_length(
    rule: Rule,
    extension: Extension,
    until_on: date,
    before: tuple[Ruling, ...],
    triggers: Mapping[Trigger, date],
    calendar: Calendar,
) -> Iterator[Refusal]:
    course = replace(course_of(before), extended=(), still_since=None)
    end, _ = term_of(rule, triggers, course, calendar)
    if end is None:
        yield Refusal("rule", "not_begun", "The day that the term runs from is not recorded yet")
    elif until_on <= end:
        yield Refusal("until_on", "field_wrong", f"The term runs until {end} without it")
    elif extension.amount is not None:
        longest = end_of(end, extension.amount, extension.unit, calendar.is_open)
        if until_on > longest:
            yield Refusal("until_on", "too_long", f"The term can be made longer until {longest} at most")


def _of_withdrawal(ruling: Ruling, before: tuple[Ruling, ...]) -> Iterator[Refusal]:
    counting = {one.ruling_id for one in in_force(before)}
    if ruling.withdraws not in counting:
        known = any(one.ruling_id == ruling.withdraws for one in before)
        code, text = ("already_withdrawn", "It counts no more") if known else ("unknown_ruling", "No such ruling")
        yield Refusal("ruling_id", code, text)
