"""The judge's explanation: asked for, awaited for as long as its clock runs, and no longer."""

from dataclasses import replace
from datetime import date

from tarazy_hr.app.discipline.publication import events_of
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.entry import Entry
from tarazy_shared.contracts import discipline

from tests.unit.hr.discipline.proceedings import JUDGE, MONDAY, RULES, Playing, around

REFER = commands.Refer(("ethics_breach",))
LAST = date(2026, 3, 9)


def asked() -> Playing:
    playing = Playing().inquired()
    playing.do(commands.AskExplanation())
    return playing


def told(playing: Playing) -> object:
    """What the last fact tells outside."""
    case = playing.stands
    found = events_of(case, Entry(case.entries, around().now, "system", playing.facts[-1]), around().is_open)
    return next(iter(found), None)


def test_the_clock_starts_when_the_judge_is_asked_and_stops_with_the_answer() -> None:
    playing = asked()
    assert playing.do(commands.AskExplanation()) == ()
    clock = playing.stands.clocks["explanation"]
    assert (clock.last_day(around().is_open), clock.urgency(MONDAY, around().is_open)) == (LAST, "ahead")
    assert clock.urgency(date(2026, 3, 7), around().is_open) == "near"
    awaited = told(playing)
    assert isinstance(awaited, discipline.DisciplineReplyAwaited)
    assert (awaited.person_id, awaited.due_on) == (JUDGE, LAST)
    playing.days_later(2).do(commands.Explain(given=True))
    assert playing.stands.clocks["explanation"].urgency(playing.today, around().is_open) == "met"
    assert isinstance(told(playing), discipline.DisciplineReplied)
    playing.do(REFER)


def test_nothing_is_referred_while_the_judge_may_still_explain_and_everything_afterwards() -> None:
    playing = asked()
    playing.today = LAST
    assert playing.refused(REFER) == "explanation_awaited"
    playing.days_later(1).do(REFER)
    assert playing.stands.clocks["explanation"].void
    playing.do(commands.Explain(given=True))
    assert playing.stands.explanation == "given"


def test_who_does_not_wish_to_explain_is_waited_for_no_longer_and_may_think_again() -> None:
    playing = asked()
    playing.do(commands.Explain(given=False))
    assert playing.do(commands.Explain(given=False)) == ()
    playing.do(commands.Explain(given=True))
    assert playing.refused(commands.Explain(given=True)) == "explanation_given"
    playing.do(commands.AskExplanation())
    assert playing.stands.clocks["explanation"].stopped_on is None
    playing.do(commands.Explain(given=True))


def test_the_clock_stands_still_with_the_case_and_the_judge_is_told_the_new_last_day() -> None:
    playing = asked()
    playing.do(commands.Pause("judge_ill"))
    assert isinstance(told(playing), discipline.DisciplinePaused)
    playing.days_later(7).do(commands.Resume())
    resumed = told(playing)
    assert isinstance(resumed, discipline.DisciplineReplyAwaited)
    assert resumed.due_on == date(2026, 3, 13)
    playing.do(commands.Extend("explanation", date(2026, 3, 20), "judge_ill"))
    longer = told(playing)
    assert isinstance(longer, discipline.DisciplineReplyAwaited)
    assert longer.due_on == date(2026, 3, 20)
    playing.do(commands.Extend("inquiry", date(2026, 6, 1), "judge_ill"))
    assert told(playing) is None


def test_a_judge_explains_also_while_the_case_stands_still_but_not_once_it_is_decided() -> None:
    playing = asked()
    playing.do(commands.Pause("judge_ill"))
    playing.do(commands.Explain(given=True))
    assert Playing().decided().refused(commands.Explain(given=True)) == "wrong_phase"
    assert Playing().refused(commands.AskExplanation()) == "wrong_phase"


def test_a_case_by_rules_that_know_no_such_clock_asks_nobody() -> None:
    older = replace(RULES, clocks=tuple(one for one in RULES.clocks if one.code != "explanation"))
    playing = Playing(rules=older).inquired()
    assert playing.refused(commands.AskExplanation()) == "clock_missing"
    playing.do(REFER)
