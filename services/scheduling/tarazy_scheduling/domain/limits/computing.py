"""The last lawful day of a hearing and the first day that leaves the notice, with every step on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tarazy_shared.terms import end_of, plus_days, roll_over, without

from tarazy_scheduling.domain.limits.rules import Applying, LimitRules, Subject
from tarazy_scheduling.domain.limits.rulings import Course, course_of
from tarazy_scheduling.domain.limits.steps import Computation, Limits, Step
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.limits import Rule, Ruling, Trigger

NOTHING_ORDERED = Course({}, (), None, ())


@dataclass(frozen=True, slots=True)
class Question:
    """A hearing whose limits are asked for, and what is known of its case."""

    subject: Subject
    triggers: Mapping[Trigger, date]
    """Days that the case itself names."""
    rulings: tuple[Ruling, ...] = ()
    notice_days: int | None = None
    """What the request itself asks for."""
    last_on: date = date.max
    """No first day with notice is looked for later: the day after it is the answer then."""


def limits_of(book: LimitRules, asked: Question, calendar: Calendar, today: date, *, all_rules: bool = True) -> Limits:
    """What the rules that hold today come to. Several limits: the earliest counts; several notices: the longest.

    `all_rules`: not only those that count; the days are the same.
    """
    course = course_of(asked.rulings) if asked.rulings else NOTHING_ORDERED
    rules = [one for one in book.about(asked.subject, today) if all_rules or one.counts]
    latest = [_latest(one, asked, course, calendar) for one in rules if one.rule.limits == "latest_day"]
    notice = [_notice(one, asked, calendar, today) for one in rules if one.rule.limits == "notice"]
    limit = min((one for one in latest if one.counts and one.on), key=_on, default=None)
    if asked.notice_days is None:
        longest = max((one for one in notice if one.counts), key=_on, default=None)
        first_on = _on(longest) if longest else today
    else:
        longest, first_on = None, calendar.first_day_with_notice(today, asked.notice_days, asked.last_on)
    return Limits(
        first_on=first_on,
        notice_by=longest.rule.code if longest else None,
        latest_on=limit.on if limit else None,
        latest_by=limit.rule.code if limit else None,
        asked_days=asked.notice_days,
        computations=(*latest, *notice),
    )


def _on(computation: Computation) -> date:
    return computation.on or date.max


def _notice(applying: Applying, asked: Question, calendar: Calendar, today: date) -> Computation:
    rule = applying.rule
    if rule.unit == "working_days":
        first = calendar.first_day_with_notice(today, rule.amount, asked.last_on)
    elif rule.amount:
        first = plus_days(end_of(today, rule.amount, rule.unit, calendar.is_open), 1)
    else:
        first = today
    return Computation(rule, first, (Step("runs_from", today), Step("first_day", first)), applying.gives_way_to)


def _latest(applying: Applying, asked: Question, course: Course, calendar: Calendar) -> Computation:
    on, steps = term_of(applying.rule, asked.triggers, course, calendar)
    return Computation(applying.rule, on, steps, applying.gives_way_to)


def term_of(
    rule: Rule, triggers: Mapping[Trigger, date], course: Course, calendar: Calendar
) -> tuple[date | None, tuple[Step, ...]]:
    """Until when the term of one rule runs, and how that came about; None while it does not run.

    What was recorded of a trigger goes before what the case names.
    """
    trigger = course.began.get(rule.trigger) or triggers.get(rule.trigger)
    if trigger is None:
        return None, (Step("has_not_begun"),)
    end = end_of(trigger, rule.amount, rule.unit, calendar.is_open)
    steps = [Step("runs_from", trigger), Step("ends", end)]
    if rule.suspendable:
        end = _with_suspensions(rule, trigger, end, course, calendar, steps)
    end = _with_extensions(rule, end, course, steps)
    if rule.suspendable and course.still_since and course.still_since <= end:
        return None, (*steps, Step("stands_still", from_on=course.still_since))
    end = _at_its_end(rule, end, calendar, steps)
    return end, tuple(steps)


def _with_suspensions(
    rule: Rule, trigger: date, end: date, course: Course, calendar: Calendar, steps: list[Step]
) -> date:
    for number, (first, after) in enumerate(course.still, start=1):
        later = without(trigger, rule.amount, rule.unit, calendar.is_open, course.still[:number])
        if later != end:
            end = later
            steps.append(Step("stood_still", end, first, after, (after - first).days))
    return end


def _with_extensions(rule: Rule, end: date, course: Course, steps: list[Step]) -> date:
    """The latest of the days until which the term was made longer; none makes it shorter."""
    for ruling in course.extended:
        if ruling.rule == rule.code and ruling.until_on and ruling.until_on > end:
            end = ruling.until_on
            steps.append(Step("extended", end, ruling_id=ruling.ruling_id))
    return end


def _at_its_end(rule: Rule, end: date, calendar: Calendar, steps: list[Step]) -> date:
    if calendar.is_open(end):
        return end
    if rule.roll_over == "stays":
        steps.append(Step("ends_on_day_off", end))
        return end
    later = roll_over(end, calendar.is_open)
    if later != end:
        steps.append(Step("rolled_over", later, end))
    return later


def ordinary_notice(book: LimitRules, hearing_type: str, day: date) -> int:
    """Working days of notice of a hearing of a type about which nothing else is known."""
    about = book.about(Subject("", hearing_type, "first", "normal", custody=False), day)
    rules = (one.rule for one in about if one.counts)
    asked_for = (rule.amount for rule in rules if rule.limits == "notice" and rule.unit == "working_days")
    return max(asked_for, default=0)
