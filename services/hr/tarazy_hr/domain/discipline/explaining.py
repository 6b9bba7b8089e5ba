"""The judge is asked to explain, and does or does not. Nobody waits longer than the clock of it runs."""

from datetime import date

from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import UNTIL_DECIDED, DisciplinaryCase
from tarazy_hr.domain.discipline.rules import EXPLANATION
from tarazy_hr.domain.discipline.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import conflict, wrong


def ask_explanation(case: DisciplinaryCase, around: Surroundings) -> Decision:
    """Ask the judge to explain while somebody looks into the case; once more after an answer, if that raises more."""
    if case.phase != "inquiry":
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if case.explanation == "asked":
        return ()
    if case.rules.clock(EXPLANATION) is None:
        # Rules that were laid down before there was such a clock hold for their cases to the end.
        return wrong("clock", "clock_missing", clock=EXPLANATION)
    return (facts.ExplanationAsked(around.today),)


def explain(case: DisciplinaryCase, command: commands.Explain, around: Surroundings) -> Decision:
    """Take an explanation, asked for or not, in time or late, until the case is decided."""
    if case.phase not in UNTIL_DECIDED:
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if case.explanation == "given":
        return conflict("case_id", "explanation_given")
    if case.explanation == "declined" and not command.given:
        return ()
    return (facts.Explained(command.given, around.today),)


def awaited_until(case: DisciplinaryCase, around: Surroundings) -> date | None:
    """The last day of an explanation that is still awaited; None where there is none to wait for."""
    if case.explanation != "asked":
        return None
    end = case.clocks[EXPLANATION].last_day(around.is_open)
    return end if end is not None and around.today <= end else None
