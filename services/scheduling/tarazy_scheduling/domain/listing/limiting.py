"""The limits of a hearing, from its case, its request and the rules that the court goes by."""

from dataclasses import replace
from datetime import date

from tarazy_shared.terms import plus_days

from tarazy_scheduling.domain.limits.computing import Question, limits_of
from tarazy_scheduling.domain.limits.rules import Subject
from tarazy_scheduling.domain.limits.steps import Limits, LimitsAsked
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.model.limits import Trigger
from tarazy_scheduling.domain.working_set.court import Court

LONGEST_NOTICE = 40_000
"""Days for which a first day with notice is looked for: a request may ask for 10,000 working days."""


def limits_of_hearing(court: Court, case: Case, request: Request, today: date) -> Limits:
    """Until when it has to sit, and from which day on if people are told today, by the rules that count.

    The first day is the day after the request's window where there is none in it.
    """
    by, last = (case, request, court.limit_rules, court.calendar), court.limits_asked
    # Asked again and again of one hearing: to find its place, then to tell of it.
    if last is None or last.today != today or any(one is not was for one, was in zip(by, last.by, strict=True)):
        limits = limits_of(court.limit_rules, _question(court, case, request), court.calendar, today, all_rules=False)
        last = court.limits_asked = LimitsAsked(by, today, limits)
    return last.limits


def explained_limits(court: Court, case: Case, request: Request, today: date) -> Limits:
    """The same by all rules that are about the hearing, whatever its window."""
    asked = replace(_question(court, case, request), last_on=plus_days(today, LONGEST_NOTICE))
    return limits_of(court.limit_rules, asked, court.calendar, today)


def _question(court: Court, case: Case, request: Request) -> Question:
    custody = case.custody_since is not None or case.custody_limit_on is not None
    subject = Subject(case.category, request.hearing_type, case.instance, request.priority, custody)
    triggers = triggers_of(court, case)
    return Question(subject, triggers, case.rulings, request.min_notice_days, request.latest_on)


def triggers_of(court: Court, case: Case) -> dict[Trigger, date]:
    """The days that the case names."""
    triggers: dict[Trigger, date] = {"filed": court.today(case.filed_at)}
    if case.custody_since:
        triggers["custody_since"] = case.custody_since
    if case.custody_limit_on:
        triggers["custody_limit"] = case.custody_limit_on
    return triggers


def sits_in_time(court: Court, hearing: Hearing, today: date) -> bool:
    """Whether a hearing that stands ends on a lawful day."""
    if hearing.placing is None:
        return True
    latest = limits_of_hearing(court, court.cases[hearing.case_id], hearing.request, today).latest_on
    return latest is None or court.today(hearing.placing.ends_at) <= latest
