"""Events that a hearing list becomes: its cases, parties and hearings, with ids that follow from the list."""

from datetime import UTC, date, datetime

from tarazy_local.importing.hearing_list import HearingList
from tarazy_local.importing.list_events import ListEvents, batches, events_of_list
from tarazy_shared.contracts import registry

from tests.unit.importing.hearing_tables import IDAHO, IDAHO_MAPPING, read, table

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def events(listed: HearingList, court_id: str = "kz-1", now: datetime = NOW) -> ListEvents:
    return events_of_list(listed.hearings, court_id=court_id, zone="Asia/Almaty", now=now)


def test_starting_keeps_weekdays() -> None:
    then, now = read(IDAHO, IDAHO_MAPPING, hearing_type="main"), None
    now = read(IDAHO, IDAHO_MAPPING, hearing_type="main", starting=date(2026, 12, 1))
    moves = {after.starts_at - before.starts_at for before, after in zip(then.hearings, now.hearings, strict=True)}
    (move,) = moves
    assert move.days % 7 == 0
    assert min(hearing.starts_at for hearing in now.hearings).date() == date(2026, 12, 7), "a Monday, as in the file"


def test_each_case_is_registered_once_with_everybody_named_in_its_rows() -> None:
    raw = table("1;25.03.2026;9:30;Ли", "1;26.03.2026;9:30;Ким", "2;26.03.2026;9:30;", header="a;b;c;d")
    made = events(read(raw, ("a=number", "b=date", "c=time", "d=party")))
    assert [event["data"]["number"] for event in made.cases] == ["1", "2"]
    assert [party["name"] for party in made.cases[0]["data"]["parties"]] == ["Ли", "Ким"]
    assert {party["role"] for event in made.cases for party in event["data"]["parties"]} == {"other"}
    assert made.cases[1]["data"]["parties"][0]["name"] == "2", "a case needs a party"
    assert any("nobody is named" in note.text for note in made.notes)


def test_a_hearing_is_asked_for_at_its_time_in_the_courts_zone() -> None:
    (event,) = events(read(table("1;25.03.2026;9:30"))).hearings
    data = event["data"]
    assert data["starts_at"] == "2026-03-25T04:30:00Z"
    assert data["earliest_on"] == data["latest_on"] == "2026-03-25"
    assert data["min_notice_days"] == 0, "what a court has listed by itself it has told the parties"


def test_repeated_rows_are_one_hearing() -> None:
    made = events(read(IDAHO, IDAHO_MAPPING, hearing_type="main"))
    assert (len(made.cases), len(made.hearings)) == (12, 14)


def test_parties_beyond_the_most_that_a_case_has_are_said() -> None:
    raw = table(*(f"1;25.03.2026;9:30;P{number}" for number in range(501)), header="a;b;c;d")
    made = events(read(raw, ("a=number", "b=date", "c=time", "d=party")))
    assert len(made.cases[0]["data"]["parties"]) == 500
    assert any("501 are named in case 1" in note.text for note in made.notes)


def test_rows_that_disagree_about_one_hearing_are_named() -> None:
    raw = table("1;25.03.2026;9:30;60", "1;25.03.2026;9:30;90", header="a;b;c;d")
    made = events(read(raw, ("a=number", "b=date", "c=time", "d=estimated_minutes")))
    assert len(made.hearings) == 1
    assert any(note.where == "line 3" and "line 2" in note.text for note in made.notes)


def test_the_same_list_makes_the_same_ids_at_any_time() -> None:
    listed = read(IDAHO, IDAHO_MAPPING, hearing_type="main")
    one, other = events(listed), events(listed, now=datetime(2026, 5, 1, tzinfo=UTC))
    assert [event["id"] for event in one.cases] == [event["id"] for event in other.cases]
    assert [event["id"] for event in one.hearings] == [event["id"] for event in other.hearings]
    elsewhere = events(listed, court_id="kz-2")
    assert not {event["id"] for event in one.hearings} & {event["id"] for event in elsewhere.hearings}


def test_hearings_in_the_past_are_said() -> None:
    made = events(read(table("1;25.02.2026;9:30")))
    assert any("lie in the past" in note.text for note in made.notes)


def test_all_events_are_as_the_contract_has_them() -> None:
    import json

    made = events(read(IDAHO, IDAHO_MAPPING, hearing_type="main"))
    for event in (*made.cases, *made.hearings):
        registry.MODELS[event["type"]].model_validate_json(json.dumps(event["data"]))
        assert event["specversion"] == "1.0"
        assert event["subject"] == event["data"].get("hearing_id", event["data"]["case_id"])


def test_batches_hold_everything_in_order() -> None:
    made = events(read(IDAHO, IDAHO_MAPPING, hearing_type="main"))
    parts = list(batches(made.hearings, 4))
    assert [len(part) for part in parts] == [4, 4, 4, 2]
    assert [event for part in parts for event in part] == list(made.hearings)
