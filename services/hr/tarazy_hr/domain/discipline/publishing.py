"""What becomes of a case that is over: its decision is published without names, withdrawn; names and papers erased."""

from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import OVER, DisciplinaryCase
from tarazy_hr.domain.discipline.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import conflict, unknown


def publish(case: DisciplinaryCase, command: commands.Publish, around: Surroundings) -> Decision:
    """Publish what binds. Whether the text tells of people is looked at before: see `domain.anonymity`."""
    if case.phase not in ("in_force", "expired"):
        return conflict("case_id", "not_in_force", phase=case.phase)
    if case.erased or (case.phase == "expired" and case.rules.published_until == "expiry"):
        return conflict("case_id", "publication_over", phase=case.phase)
    if case.published:
        return conflict("case_id", "published_already")
    return (facts.Published(command.sha256, around.today, command.overruled),)


def withdraw(case: DisciplinaryCase, command: commands.Withdraw, around: Surroundings) -> Decision:
    """Withdraw what was published, so that nothing or something else is published in its place."""
    if not case.rules.knows_reason(command.reason):
        return unknown("reason", "unknown_reason_code", command.reason)
    return (facts.Withdrawn(around.today, command.reason),) if case.published else ()


def erase(case: DisciplinaryCase, around: Surroundings) -> Decision:
    """Delete names and papers, and with them what was published."""
    lasting = case.phase == "in_force" and case.stands is not None and case.stands.expires_by is not None
    if case.phase not in OVER or lasting:
        return conflict("case_id", "case_runs", phase=case.phase)
    if case.erased:
        return ()
    withdrawn = (facts.Withdrawn(around.today),) if case.published else ()
    return *withdrawn, facts.PapersErased(around.today)
