"""Who is told what of a case: the judge, whoever has a part in it, who complained; each nothing of the others'."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tarazy_hr.app.discipline.publication import events_of
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.entry import Entry
from tarazy_shared.contracts.event import EventData

from tests.unit.hr.discipline.proceedings import INSPECTOR, JUDGE, OTHER_INSPECTOR, RECEIVE, Playing, around
from tests.unit.hr.staffing import an_id

NOON = datetime(2026, 3, 10, 7, tzinfo=UTC)
HEARING = commands.SetHearing(NOON, NOON + timedelta(hours=2))
COLLEAGUE = an_id("a colleague who complained")


def told(playing: Playing, command: commands.Command) -> list[tuple[str, set[UUID]]]:
    """The kinds of events that a command brings, with whom each is for."""
    return [(_name(event), _whom(event)) for event in events(playing, command)]


def events(playing: Playing, command: commands.Command) -> list[EventData]:
    known = playing.matter.entries if playing.matter else 0
    done = playing.do(command)
    entries = [Entry(number, around().now, "system", fact) for number, fact in enumerate(done, known + 1)]
    return [event for entry in entries for event in events_of(playing.stands, entry, around().is_open)]


def _name(event: EventData) -> str:
    return event.TYPE.split(".")[2]


def _whom(event: EventData) -> set[UUID]:
    return set(getattr(event, "people", None) or {event.person_id})  # type: ignore[attr-defined]


def test_an_inspector_is_told_of_the_case_and_of_somebody_else_who_takes_it() -> None:
    playing = Playing()
    assert told(playing, commands.Admit(INSPECTOR)) == [("part_given", {INSPECTOR})]
    named = told(playing, commands.NameInitiator(OTHER_INSPECTOR, "judge_ill"))
    assert named == [("part_ended", {INSPECTOR}), ("part_given", {OTHER_INSPECTOR})]
    parts = events(playing, commands.NameInitiator(INSPECTOR, "judge_ill"))
    assert len({getattr(one, "part_id", None) for one in parts}) == 2


def test_members_are_told_that_they_were_drawn_taken_off_and_who_takes_the_seat() -> None:
    playing = Playing().referred()
    playing.do(commands.OrderPanel())
    drawn = told(playing, commands.Draw(playing.round()))
    panel = set(playing.stands.panels["first"])
    assert drawn == [("part_given", panel)]
    member = playing.member()
    assert told(playing, commands.Recuse(member, "granted")) == [("part_ended", {member})]
    playing.do(commands.OrderPanel())
    ((kind, new),) = told(playing, commands.Draw(playing.round("two")))
    assert (kind, len(new), new & panel) == ("part_given", 1, set())


def test_a_hearing_is_told_to_the_judge_and_apart_from_that_to_panel_and_inspector() -> None:
    playing = Playing().referred().seated()
    everybody = {*playing.stands.panels["first"], INSPECTOR}
    assert told(playing, HEARING) == [("hearing_set", {JUDGE}), ("sitting_set", everybody)]
    moved = replace(HEARING, ends_at=NOON + timedelta(hours=3))
    assert told(playing, moved) == [("hearing_set", {JUDGE}), ("sitting_set", everybody)]
    off = told(playing, commands.CallHearingOff("judge_ill"))
    assert off == [("hearing_called_off", {JUDGE}), ("sitting_called_off", everybody)]
    assert playing.do(commands.CallHearingOff("judge_ill")) == ()
    assert playing.refused(commands.CallHearingOff("no reason")) == "unknown_reason_code"


def test_what_makes_a_hearing_void_calls_it_off() -> None:
    for command in (commands.Pause("judge_ill"), commands.End("unfounded")):
        playing = Playing().referred().seated()
        playing.do(HEARING)
        assert [name for name, _ in told(playing, command)][:2] == ["hearing_called_off", "sitting_called_off"]
        assert playing.stands.hearings == {}
    playing = Playing().referred().seated()
    playing.do(HEARING)
    member = playing.member()
    names = dict(told(playing, commands.Recuse(member, "granted")))
    assert member not in names["sitting_called_off"]
    assert names["part_ended"] == {member}


def test_a_hearing_that_has_been_is_not_called_off() -> None:
    playing = Playing().referred().seated()
    playing.do(HEARING)
    playing.days_later(9).do(commands.RecordHearing(playing.today))
    assert told(playing, commands.Recuse(playing.member(), "granted"))[0][0] == "part_ended"


def test_the_judge_is_told_of_an_appeal_so_that_nobody_reminds_of_it() -> None:
    playing = Playing().decided()
    assert told(playing, commands.Appeal("initiator")) == [("appealed", {JUDGE})]
    playing.do(commands.OrderPanel())
    ((kind, panel),) = told(playing, commands.Draw(playing.round("two")))
    assert (kind, panel & set(playing.stands.panels["first"])) == ("part_given", set())


def test_a_colleague_who_complained_is_told_what_became_of_it_and_nothing_else() -> None:
    playing = Playing(replace(RECEIVE, complained_by=COLLEAGUE))
    assert told(playing, commands.Admit(INSPECTOR))[-1] == ("complaint_answered", {COLLEAGUE})
    assert COLLEAGUE not in {who for _, whom in told(playing, commands.Refer(("ethics_breach",))) for who in whom}
    ended = events(playing, commands.End("unfounded"))
    assert [getattr(one, "answer", None) for one in ended] == [None, "complaint_ended"]
    rejected = Playing(replace(RECEIVE, complained_by=COLLEAGUE))
    assert told(rejected, commands.Reject("unfounded")) == [("complaint_answered", {COLLEAGUE})]
    assert told(Playing(), commands.Reject("unfounded")) == []


def test_a_term_to_appeal_that_got_longer_is_told() -> None:
    playing = Playing().decided()
    later = playing.today + timedelta(days=60)
    (again,) = events(playing, commands.Extend("appeal", later, "judge_ill"))
    assert (_name(again), getattr(again, "appeal_until", None)) == ("decided", later)
    # it does not stand still by these rules: the last day is the same, and nobody need be told
    assert told(playing, commands.Pause("judge_ill")) == []
    assert told(playing, commands.Resume()) == []
