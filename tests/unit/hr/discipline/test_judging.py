"""Decisions in time, appeals, force and expiry; clocks that stand still."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.commands import Decide, DecideAppeal

from tests.unit.hr.discipline.proceedings import INSPECTOR, MONDAY, RULES, Playing, around

NOON = datetime(2026, 3, 10, 7, tzinfo=UTC)


def test_a_panel_decides_after_it_has_heard_the_case() -> None:
    playing = Playing().referred().seated()
    assert playing.refused(playing.decision("remark")) == "not_heard"
    playing.do(commands.SetHearing(NOON, NOON + timedelta(hours=2)))
    playing.do(commands.RecordHearing(playing.today))
    playing.do(playing.decision("remark"))
    assert (playing.stands.phase, playing.stands.measure) == ("decided", "remark")


def test_the_initiator_decides_nothing() -> None:
    playing = Playing().heard()
    assert playing.refused(Decide("remark", ("ethics_breach",), INSPECTOR)) == "not_of_panel"


def test_after_a_limitation_nothing_is_decided_and_the_article_is_named() -> None:
    playing = Playing().heard()
    playing.today = date(2026, 8, 21)
    refused = playing.tell(playing.decision("remark"))
    assert getattr(refused, "code", None) == "limitation_passed"
    assert refused.particulars == {"day": "2026-08-20", "source": "article 1"}  # type: ignore[union-attr]
    playing.today = date(2026, 8, 20)
    playing.do(playing.decision("remark"))


def test_the_time_for_which_a_case_stands_still_is_not_lost() -> None:
    playing = Playing().heard()
    playing.do(commands.Pause("judge_ill"))
    assert playing.refused(playing.decision("remark")) == "case_paused"
    playing.days_later(30).do(commands.Resume())
    playing.today = date(2026, 9, 19)
    playing.do(playing.decision("remark"))
    other = Playing().heard()
    other.do(commands.Pause("judge_ill"))
    other.days_later(30).do(commands.Resume())
    other.today = date(2026, 9, 23)
    assert other.refused(other.decision("remark")) == "limitation_passed"


@pytest.mark.parametrize(
    ("measure", "proven", "code"),
    [
        ("remark", (), "nothing_proven"),
        ("no_violation", ("ethics_breach",), "proven_without_measure"),
        ("exile", ("ethics_breach",), "unknown_measure"),
        ("remark", ("gross_breach_of_legality",), "not_charged"),
    ],
)
def test_a_decision_fits_its_charges(measure: str, proven: tuple[str, ...], code: str) -> None:
    playing = Playing().heard()
    assert playing.refused(Decide(measure, proven, playing.member())) == code


def test_nobody_appeals_and_the_decision_comes_into_force_the_day_after() -> None:
    playing = Playing().decided()
    last = playing.stands.clocks["appeal"].last_day(around().is_open)
    assert last == date(2026, 3, 16)
    playing.today = last
    assert playing.do(commands.LetPass()) == ()
    playing.days_later(3)
    assert playing.do(commands.LetPass()) == (facts.CameIntoForce(date(2026, 3, 17)),)
    assert playing.stands.phase == "in_force"
    assert playing.refused(commands.Appeal("judge")) == "case_over"


def test_an_appeal_comes_in_time_or_not_at_all() -> None:
    playing = Playing().decided()
    playing.today = date(2026, 3, 17)
    assert playing.refused(commands.Appeal("judge")) == "appeal_too_late"
    playing.today = date(2026, 3, 16)
    playing.do(commands.Appeal("judge"))
    assert playing.do(commands.Appeal("judge")) == ()
    assert Playing().heard().refused(commands.Appeal("judge")) == "wrong_phase"


def test_an_appeal_that_changes_nothing_upholds_and_binds_at_once() -> None:
    playing = Playing().appeal_heard()
    done = playing.do(DecideAppeal("upheld", None, playing.member("appeal")))
    assert done[-1] == facts.CameIntoForce(MONDAY)
    assert playing.stands.measure == "remark"


@pytest.mark.parametrize(
    ("result", "measure", "code"),
    [
        ("changed", None, "measure_missing"),
        ("changed", "remark", "nothing_changed"),
        ("changed", "exile", "unknown_measure"),
        ("annulled", "reprimand", "annulled_with_violation"),
        ("changed", "reprimand", "worse_on_own_appeal"),
    ],
)
def test_an_appeal_says_what_stands_after_it(result: str, measure: str | None, code: str) -> None:
    playing = Playing().appeal_heard()
    assert playing.refused(DecideAppeal(result, measure, playing.member("appeal"))) == code  # type: ignore[arg-type]


def test_the_initiators_appeal_may_end_worse_and_the_judges_milder() -> None:
    playing = Playing().appeal_heard(by="initiator")
    playing.do(DecideAppeal("changed", "reprimand", playing.member("appeal")))
    assert playing.stands.measure == "reprimand"
    milder = Playing().appeal_heard("reprimand")
    milder.do(DecideAppeal("annulled", "no_violation", milder.member("appeal")))
    assert milder.stands.measure == "no_violation"


def test_a_measure_expires_and_one_that_does_not_expire_stays() -> None:
    playing = Playing().decided()
    playing.days_later(20).do(commands.LetPass())
    playing.today = date(2026, 9, 17)
    assert playing.do(commands.LetPass()) == ()
    playing.today = date(2026, 9, 18)
    assert playing.do(commands.LetPass()) == (facts.Expired(date(2026, 9, 18)),)
    removal = Playing().decided("removal_proposed")
    removal.days_later(20).do(commands.LetPass())
    assert removal.days_later(10_000).do(commands.LetPass()) == ()


def test_a_hearing_is_set_ahead_and_can_be_set_anew() -> None:
    playing = Playing().referred().seated()
    assert playing.refused(commands.SetHearing(NOON, NOON)) == "ends_before_start"
    past = NOON - timedelta(days=30)
    assert playing.refused(commands.SetHearing(past, past + timedelta(hours=1))) == "in_the_past"
    order = commands.SetHearing(NOON, NOON + timedelta(hours=2))
    playing.do(order)
    assert playing.do(order) == ()
    assert playing.refused(commands.RecordHearing(date(2026, 3, 3))) == "in_the_future"


def test_a_clock_is_made_longer_for_a_reason_before_it_has_run_out() -> None:
    playing = Playing().inquired()
    assert playing.refused(commands.Extend("inquiry", date(2026, 3, 10), "judge_ill")) == "not_later"
    assert playing.refused(commands.Extend("decision", date(2026, 6, 1), "judge_ill")) == "clock_not_running"
    assert playing.refused(commands.Extend("inquiry", date(2026, 6, 1), "why not")) == "unknown_reason_code"
    longer = commands.Extend("inquiry", date(2026, 6, 1), "judge_ill")
    playing.do(longer)
    assert playing.stands.clocks["inquiry"].last_day(around().is_open) == date(2026, 6, 1)
    limitation = commands.Extend("limitation_from_learning", date(2027, 1, 1), "judge_ill")
    playing.today = date(2026, 8, 21)
    assert playing.refused(limitation) == "clock_run_out"


def test_off_duty_and_back_again() -> None:
    playing = Playing().inquired()
    playing.do(commands.TakeOffDuty(MONDAY))
    assert playing.stands.off_duty
    assert playing.do(commands.TakeOffDuty(MONDAY)) == ()
    playing.do(commands.End("unfounded"))
    # also after the end
    playing.do(commands.PutBackOnDuty(MONDAY))
    assert not playing.stands.off_duty


def test_only_what_binds_is_published_and_papers_go_when_nothing_runs() -> None:
    playing = Playing().decided()
    assert playing.refused(commands.Publish("ab" * 32)) == "not_in_force"
    playing.days_later(20).do(commands.LetPass())
    playing.do(commands.Publish("ab" * 32))
    assert playing.refused(commands.Publish("ab" * 32)) == "published_already"
    assert playing.refused(commands.ErasePapers()) == "case_runs"
    playing.days_later(365).do(commands.LetPass())
    assert playing.facts[-1] == facts.Withdrawn(playing.today)
    assert playing.refused(commands.Publish("ab" * 32)) == "publication_over"
    playing.do(commands.ErasePapers())
    assert playing.do(commands.ErasePapers()) == ()


def test_what_was_published_is_withdrawn_for_a_reason_or_when_the_rules_say_so() -> None:
    playing = Playing().decided("no_violation")
    playing.days_later(20).do(commands.LetPass())
    playing.do(commands.Publish("ab" * 32, (facts.Overruled("name", "usual_word"),)))
    assert playing.refused(commands.Withdraw("no reason")) == "unknown_reason_code"
    playing.do(commands.Withdraw("unfounded"))
    assert playing.do(commands.Withdraw("unfounded")) == ()
    playing.do(commands.Publish("cd" * 32))
    # nothing is to expire: it goes with names and papers
    assert playing.do(commands.ErasePapers()) == (
        facts.Withdrawn(playing.today), facts.PapersErased(playing.today),
    )  # fmt: skip
    lasting = Playing(rules=replace(RULES, published_until="erasure")).decided()
    lasting.days_later(20).do(commands.LetPass())
    lasting.do(commands.Publish("ab" * 32))
    lasting.days_later(365).do(commands.LetPass())
    assert lasting.stands.published


def test_who_may_see_the_file() -> None:
    playing = Playing().heard()
    case = playing.stands
    assert case.on_it() == {case.received.judge, INSPECTOR, *case.panels["first"]}
