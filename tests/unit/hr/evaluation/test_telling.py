"""Each is told what is theirs: the judge of the own evaluation, others of their part, nobody what it came to."""

from dataclasses import replace
from typing import Any

from tarazy_hr.app.evaluation.publication import Others, events_of
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.evaluation import commands
from tarazy_hr.domain.evaluation.evaluation import entered
from tarazy_hr.domain.evaluation.facts import Fact
from tarazy_shared.contracts.event import EventData

from tests.unit.hr.evaluation.evaluating import JUDGE, OPEN, OTHERS, PANEL, Playing, around
from tests.unit.hr.staffing import NOW, an_id

SECRETARY, APPEALS = an_id("secretary of evaluations"), an_id("of appeals")
KNOWN = Others(secretaries=(SECRETARY, JUDGE), appeals=(APPEALS, PANEL[0], JUDGE))


class Telling(Playing):
    """An evaluation that tells what happens in it."""

    def __init__(self, opening: commands.Open = OPEN) -> None:
        self.told: list[EventData] = []
        super().__init__(opening)

    def do(self, command: commands.Command, **changes: Any) -> tuple[Fact, ...]:
        before = entered(None, self.facts)
        decided = super().do(command, **changes)
        for number, fact in enumerate(decided, len(self.facts) - len(decided) + 1):
            entry = Entry(number, NOW, "somebody", fact)
            self.told += events_of(before, self.stands, entry, around().is_open, KNOWN)
        return decided


def said(events: list[EventData]) -> list[tuple[str, Any]]:
    """What kind each is, and for whom."""
    return [(one.TYPE.split(".")[2], getattr(one, "people", None) or one.person_id) for one in events]  # type: ignore[attr-defined]


def test_the_judge_and_the_panel_are_told_of_each_step_that_is_theirs() -> None:
    playing = Telling()
    playing.decided()
    playing.do(commands.Appeal())
    playing.do(commands.DecideAppeal("returned", APPEALS, OTHERS))
    assert said(playing.told) == [
        ("started", JUDGE), ("part_given", PANEL), ("reply_awaited", JUDGE), ("replied", JUDGE),
        ("decision_awaited", PANEL), ("decided", JUDGE), ("appealed", JUDGE), ("part_given", (APPEALS,)),
        ("appeal_decided", JUDGE), ("part_ended", PANEL), ("part_given", OTHERS),
    ]  # fmt: skip
    assert not any(hasattr(one, field) for one in playing.told for field in ("total", "category", "score", "needs"))


def test_a_cycle_without_a_panel_is_the_secretarys_to_see_to() -> None:
    playing = Telling(replace(OPEN, panel=()))
    playing.do(commands.NamePanel(PANEL))
    told = playing.told
    assert said(told) == [("started", JUDGE), ("part_given", (SECRETARY,)), ("part_given", PANEL)]
    assert told[1].part == "secretary"  # type: ignore[attr-defined]


def test_whoever_leaves_the_panel_is_told_and_nobody_else() -> None:
    playing = Telling()
    playing.do(commands.Recuse(PANEL[1], "granted"))
    playing.do(commands.NamePanel((*PANEL[::2], OTHERS[0])))
    assert said(playing.told)[2:] == [("part_ended", (PANEL[1],)), ("part_given", (OTHERS[0],))]
    given = {one.part_id for one in playing.told if hasattr(one, "part_id")}
    assert len(given) == 3


def test_what_ends_without_a_result_ends_for_the_panel_too() -> None:
    playing = Telling()
    playing.do(commands.Abandon("left_office"))
    assert said(playing.told)[2:] == [("closed", JUDGE), ("part_ended", PANEL)]
