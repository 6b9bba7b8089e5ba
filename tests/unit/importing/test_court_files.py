"""A court file is checked row by row before anything is sent."""

import json
from typing import Any

import pytest
from tarazy_local.importing.court_file import LimitRule, parse_court_file
from tarazy_local.importing.finding import UnreadableFile
from tarazy_scheduling.adapters.http.limit_rules import RuleBody

JUDGE = {
    "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
    "post_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2",
    "role": "judge",
    "name": "Ахметова Айгүл",
    "from_on": "2026-01-05",
    "specialisms": ["juvenile"],
}
ROOM = {"room_id": "9a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "name": "Зал 1"}
COURT = {"court_id": "kz-almaty-1", "name": {"kk": "Сот", "ru": "Суд", "en": "Court"}}
LIMIT = {
    "code": "limit.contract",
    "limits": "latest_day",
    "amount": 60,
    "unit": "days",
    "trigger": "filed",
    "name": {"kk": "Екі ай", "ru": "Два месяца", "en": "Two months"},
    "applies": {"categories": ["civil.contract"]},
    "source": "Order 12",
    "valid_from": "2026-01-01",
}


def file_of(**sections: Any) -> bytes:
    return json.dumps({"court": COURT, **sections}, ensure_ascii=False).encode()


def problems_of(**sections: Any) -> list[str]:
    return [str(problem) for problem in parse_court_file(file_of(**sections)).problems]


def refused(raw: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        parse_court_file(raw)
    return str(error.value)


def test_a_whole_court_is_read() -> None:
    court = parse_court_file(b"\xef\xbb\xbf" + file_of(people=[JUDGE], rooms=[ROOM], calendar={"slot_minutes": 10}))
    assert court.court_id == "kz-almaty-1"
    assert court.people[0] == {**JUDGE, "court_id": "kz-almaty-1"}
    assert court.calendar == {"slot_minutes": 10}
    assert court.rows == 4
    assert not court.problems


def test_unknown_keys_and_versions_are_ignored() -> None:
    court = parse_court_file(file_of(people=[{**JUDGE, "shoe_size": 42, "version": 7}], moons=[1]))
    assert "shoe_size" not in court.people[0]
    assert "version" not in court.people[0]
    assert court.rows == 2


def test_a_wrong_field_is_named_with_its_row_and_column() -> None:
    assert problems_of(people=[JUDGE, {**JUDGE, "from_on": "5.1.2026"}]) == [
        "people[1], from_on: Must be a date, YYYY-MM-DD"
    ]
    assert problems_of(rooms=[{"name": "Зал"}]) == ["rooms[0], room_id: Is missing"]
    contact = {"channel": "email", "address": "nobody"}
    assert problems_of(people=[{**JUDGE, "contacts": [contact]}]) == [
        "people[0], contacts[0].address: Must be one mailbox, such as clerk@court.test"
    ]
    assert problems_of(absences=["away"]) == ["absences[0]: Must be an object"]


def test_a_row_told_twice_is_a_problem() -> None:
    assert problems_of(people=[JUDGE, JUDGE]) == ["people[1]: Is already told by people[0]"]


def test_an_id_in_capitals_is_the_same_id() -> None:
    again = {**ROOM, "room_id": ROOM["room_id"].upper(), "name": "Зал 2"}
    assert problems_of(rooms=[ROOM, again]) == ["rooms[1]: Is already told by rooms[0]"]


def test_good_rows_know_where_they_stand_in_the_file() -> None:
    court = parse_court_file(file_of(people=[{}, JUDGE], rooms=[ROOM]))
    assert court.sources == {"people[0]": "people[1]", "rooms[0]": "rooms[0]"}


def test_a_calendar_is_read_as_strictly_as_scheduling_reads_it() -> None:
    assert "sitting_hours" in refused(file_of(calendar={"sitting_hours": [["14:00", "24:00"]]}))
    assert "at most 5000" in refused(file_of(calendar={"closed": ["2026-05-04"] * 5001}))


def test_a_row_of_another_court_is_a_problem() -> None:
    assert problems_of(rooms=[{**ROOM, "court_id": "other"}]) == [
        "rooms[0], court_id: The file is about the court kz-almaty-1"
    ]


def test_bad_rows_are_counted_but_not_among_the_rows() -> None:
    court = parse_court_file(file_of(people=[JUDGE, {}]))
    assert (len(court.people), court.unread, court.rows) == (1, 1, 3)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", "The file is empty"),
        (b"[]", "one JSON object"),
        (b"{}", "must describe its court"),
        (b'{"court": {"court_id": "a", "court_id": "b"}}', "occurs twice"),
        (b'{"court": {"court_id": "Almaty!"}}', "court_id"),
        (b'{"court": {"court_id": "kz-1"}}', "name: Is missing"),
        (file_of(people={}), "people: Must be a list"),
        (file_of(calendar={"weekdays": ["monday"]}), "weekdays[0]"),
        (file_of(calendar={"sitting_hours": [["13:00", "09:00"]]}), "ends before it starts"),
        (file_of(calendar={"sitting_hours": [["09:00", "13:00"], ["12:00", "18:00"]]}), "sitting_hours[1]"),
        (file_of(calendar={"open": ["2026-03-07"], "closed": ["2026-03-07"]}), "2026-03-07 is closed as well"),
        (file_of(calendar=[]), "calendar: Must be an object"),
    ],
)
def test_a_file_whose_court_is_wrong_is_refused_as_a_whole(raw: bytes, text: str) -> None:
    assert text in refused(raw)


def test_rules_about_limits_are_read_with_all_their_parts() -> None:
    court = parse_court_file(file_of(limits=[{**LIMIT, "of no use": 1, "valid_to": None}]))
    assert court.limits == [LIMIT]
    assert court.contents == "the court, 1 limit"
    assert problems_of(limits=[{**LIMIT, "unit": "weeks"}])[0].startswith("limits[0], unit: ")
    assert problems_of(limits=[{**LIMIT, "amount": -1}])[0].startswith("limits[0], amount: ")
    assert problems_of(limits=[{**LIMIT, "code": "../rooms"}])[0].startswith("limits[0], code: ")
    assert problems_of(limits=[LIMIT, LIMIT]) == ["limits[1]: Is already told by limits[0]"]
    assert set(LimitRule.model_fields) - {"code"} == set(RuleBody.model_fields)


def test_rules_of_draws_are_as_strict_as_scheduling_is() -> None:
    rules = {"valid_from": "2026-01-01", "beta": "1/2", "ceiling_minutes": None}
    court = parse_court_file(file_of(draw_rules=[rules]))
    assert court.draw_rules == [{"valid_from": "2026-01-01", "beta": "1/2"}]
    assert court.contents == "the court, 1 draw rule"
    assert problems_of(draw_rules=[{**rules, "beta": "3/2"}]) == ["draw_rules[0], beta: Lies from 0 to 1"]
    assert problems_of(draw_rules=[{"beta": "1/2"}]) == ["draw_rules[0], valid_from: Is missing"]
    assert problems_of(draw_rules=[rules, rules]) == ["draw_rules[1]: Is already told by draw_rules[0]"]
