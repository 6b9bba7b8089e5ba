"""A rota file becomes a court; what cannot be read is said with its line, what is missing comes from a court file."""

from collections.abc import Callable

import pytest
from tarazy_local.importing.finding import UnreadableFile
from tarazy_local.importing.rota_court import Reading, court_of_rota, rota_id
from tarazy_local.importing.rota_file import parse_rota

from tests.unit.importing.rotas import LARGE, PERIOD, SMALL, court_of, justice, rota


def test_a_venue_is_a_room_in_the_building_of_its_sessions() -> None:
    court = court_of(SMALL)
    rooms = {room["name"]: room.get("building") for room in court.rooms}
    assert rooms["Court 1 Cheltenham"] == "Cheltenham MC"
    assert rooms["Kimbrose Way"] is None
    assert any("Kimbrose" not in note.text and "No session says" in note.text for note in court.notes)


def test_ids_follow_from_the_files_ids_alone() -> None:
    one, other = court_of(LARGE), court_of(LARGE.replace(b"Court 2 Cheltenham", b"Another name"))
    assert [room["room_id"] for room in one.rooms] == [room["room_id"] for room in other.rooms]
    assert rota_id("rota-46", "person", "DJ77") == rota_id("rota-46", "person", "DJ77")
    assert rota_id("rota-46", "person", "DJ77") != rota_id("rota-47", "person", "DJ77")
    assert len({person["person_id"] for person in one.people}) == len(one.people)


def test_the_whole_of_a_large_real_file_is_read() -> None:
    court = court_of(LARGE)
    assert len(court.people) == 121
    assert len(court.rooms) == 6
    assert len(court.absences) == 1402 - 9
    assert not court.problems
    assert any("1,392 times" not in note.text and "schedules" in note.field for note in court.notes)


@pytest.mark.parametrize(
    "variant",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"http://com.moj.mcr.optimiser/v1/", b"http://com.moj.mcr.rota/v2/"),
        lambda raw: (
            raw.replace(b"<", b"<r:").replace(b"<r:/", b"</r:").replace(b"<r:?", b"<?").replace(b"xmlns=", b"xmlns:r=")
        ),
        lambda raw: raw.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    ],
    ids=["byte order mark", "CRLF", "another version", "prefixed", "UTF-16"],
)
def test_the_form_of_the_xml_does_not_matter(variant: Callable[[bytes], bytes]) -> None:
    assert court_of(variant(SMALL)) == court_of(SMALL)


def test_a_file_without_an_area_needs_the_courts_name() -> None:
    period = PERIOD.replace("<justiceAreaId>7</justiceAreaId>", "<justiceAreaName>South Essex</justiceAreaName>")
    with pytest.raises(UnreadableFile, match="--court"):
        court_of(rota(period=period))
    assert court_of(rota(period=period), court_id="essex").court["name"]["en"] == "South Essex"


def test_unknown_elements_are_named_and_ignored() -> None:
    court = court_of(rota(justice("<shoeSize>42</shoeSize>"), "<moonPhases><full>1</full></moonPhases>"))
    assert len(court.people) == 1
    unknown = {note.field for note in court.notes if "unknown element" in note.text}
    assert unknown == {"magistrates/magistrate/shoeSize", "moonPhases"}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", "The file is empty"),
        (b"<rotaSchedule>\n<a></b></rotaSchedule>", "line 2"),
        (SMALL[:5000], "not well-formed"),
        (b"<somethingElse/>", "A rota file starts with rotaSchedule"),
        (b"<rotaSchedule/>", "rotaPeriod: Is missing"),
        (rota(period="<rotaPeriod><startDate>2026-01-05</startDate></rotaPeriod>"), "endDate: Is missing"),
        (rota(period=PERIOD.replace("2026-01-05", "5 January")), "'5 January' is not a date"),
        (rota(period=PERIOD.replace("2026-01-05", "2026-05-05")), "ends before it starts"),
        (rota(period=PERIOD.replace(">7<", ">A/7<")), "'A/7' makes no court_id: name the court with --court"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><rotaSchedule>&a;</rotaSchedule>', "entities"),
    ],
)
def test_what_is_no_rota_is_refused_as_a_whole(raw: bytes, text: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        court_of(raw)
    assert text in str(refused.value)


def test_a_court_file_says_what_a_rota_cannot() -> None:
    judge = rota_id("rota-46", "person", "DJ77")
    more = {
        "court": {"name": {"kk": "Сот", "ru": "Суд", "en": "Court"}, "language": "kk"},
        "people": [
            {"person_id": judge.upper(), "languages": ["kk"]},
            {
                "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
                "post_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f11",
                "role": "clerk",
                "name": "Серік",
                "from_on": "2026-01-01",
            },
        ],
    }
    court = court_of_rota(parse_rota(SMALL), Reading(), more)
    assert court.court["name"]["kk"] == "Сот"
    assert court.court["language"] == "kk"
    assert court.people[0]["name"] == "SusyTS TurnerTS"
    assert court.people[0]["languages"] == ["kk"]
    assert court.people[1]["role"] == "clerk"


def test_rows_of_a_court_file_beside_the_rota_are_told_by_its_own_places() -> None:
    clerk = {"person_id": "7", "role": "clerk"}
    problems = court_of_rota(parse_rota(SMALL), Reading(), {"people": [{"person_id": "?"}, clerk]}).problems
    assert {problem.where for problem in problems} == {"--with, people[0]", "--with, people[1]"}


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"people": {"a": 1}}, "--with, people: Must be a list"),
        ({"interests": 5}, "--with, interests: Must be a list"),
        ({"court": []}, "--with, court: Must be an object"),
        ({"court": {"zone": "Mars/Base"}}, "--with, court.zone, Mars/Base: Is no zone such as Asia/Almaty"),
    ],
)
def test_a_court_file_beside_the_rota_has_the_form_of_one(more: dict[str, object], text: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        court_of_rota(parse_rota(SMALL), Reading(), more)
    assert str(refused.value) == text


def test_an_id_that_is_none_beside_the_rota_is_a_wrong_row() -> None:
    court = court_of_rota(parse_rota(SMALL), Reading(), {"people": [{"person_id": ["DJ77"]}]})
    assert any(problem.field == "person_id" for problem in court.problems)


AWAY = "<nonAvailabilityDates><nonAvailabilityDate>2026-03-10</nonAvailabilityDate></nonAvailabilityDates>"


def test_days_are_those_of_the_zone_that_a_court_file_beside_the_rota_says() -> None:
    more = {"court": {"zone": "Europe/London"}}
    (absence,) = court_of_rota(parse_rota(rota(justice(AWAY))), Reading(), more).absences
    assert absence["starts_at"] == "2026-03-10T00:00:00+00:00"


def test_a_court_file_beside_the_rota_names_the_court_of_all_ids() -> None:
    more = {"court": {"court_id": "kz-7"}}
    court = court_of_rota(parse_rota(rota(justice(AWAY))), Reading(), more)
    assert court.court_id == "kz-7"
    assert court.people[0]["person_id"] == rota_id("kz-7", "person", "MA1")


def test_a_court_that_is_named_in_two_ways_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        court_of_rota(parse_rota(SMALL), Reading(court_id="kz-8"), {"court": {"court_id": "kz-7"}})
    assert str(refused.value) == "--with, court.court_id: Is 'kz-7', but --court says 'kz-8'"
