"""The limits of a hearing, from its case, its request and the rules that the court goes by."""

from datetime import date

from tarazy_scheduling.domain.limits.computing import Question, limits_of
from tarazy_scheduling.domain.limits.rules import Subject
from tarazy_scheduling.domain.limits.steps import Limits
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.model.limits import Trigger
from tarazy_scheduling.domain.working_set.court import Court


def limits_of_hearing(court: Court, case: Case, request: Request, today: date) -> Limits:
    """Until when it has to sit, and from which day on if people are told today."""
    custody = case.custody_since is not None or case.custody_limit_on is not None
    subject = Subject(case.category, request.hearing_type, case.instance, request.priority, custody)
    triggers = triggers_of(court, case)
    asked = Question(subject, triggers, case.rulings, request.min_notice_days, request.latest_on)
    return limits_of(court.limit_rules, asked, court.calendar, today)


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
