"""A rota file becomes a court: who sits when, in which rooms; what cannot be read is said with its line."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tarazy_local.importing.court_file import CourtFile
from tarazy_local.importing.finding import UnreadableFile
from tarazy_local.importing.rota_court import Reading, court_of_rota, rota_id
from tarazy_local.importing.rota_file import parse_rota

DATA = Path(__file__).parents[2] / "data" / "rota"
SMALL = (DATA / "gloucestershire-small.xml").read_bytes()
LARGE = (DATA / "bedfordshire.xml").read_bytes()

PERIOD = (
    "<rotaPeriod><justiceAreaId>7</justiceAreaId><startDate>2026-01-05</startDate>"
    "<endDate>2026-03-29</endDate></rotaPeriod>"
)


def rota(*parts: str, period: str = PERIOD, name_space: str = "http://com.moj.mcr.rota/v1/") -> bytes:
    return f'<rotaSchedule xmlns="{name_space}">{period}{"".join(parts)}</rotaSchedule>'.encode()


def justice(inner: str, rota_id: str = "MA1") -> str:
    name = "<surname>Sarsenova</surname><forenames>Aigul</forenames>"
    return f'<magistrates><magistrate id="{rota_id}">{name}{inner}</magistrate></magistrates>'


def court_of(raw: bytes, **reading: object) -> CourtFile:
    return court_of_rota(parse_rota(raw), Reading(**reading))  # type: ignore[arg-type]


def problem_of(raw: bytes) -> str:
    court = court_of(raw)
    (problem,) = court.problems
    assert not court.people
    assert court.unread == 1
    return str(problem)


def test_the_justice_area_is_the_court() -> None:
    assert court_of(SMALL).court_id == "rota-46"
    assert court_of(rota()).court["name"]["ru"] == "Justice area 7"


def test_a_district_judge_sits_by_the_patterns_of_all_locations() -> None:
    pattern = "<sittingLocation><sittingPattern>{}</sittingPattern></sittingLocation>"
    halves = (
        pattern.format("<mondayAm>true</mondayAm><mondayPm>false</mondayPm>"),
        pattern.format("<fridayPm>1</fridayPm>"),
    )
    raw = rota(
        f'<districtJudges><districtJudge id="DJ1"><surname>Omarov</surname>'
        f"<sittingLocations>{''.join(halves)}</sittingLocations></districtJudge></districtJudges>"
    )
    (judge,) = court_of(raw).people
    assert judge["role"] == "judge"
    assert judge["name"] == "Omarov"
    assert judge["working_pattern"] == {"mon": ["am"], "fri": ["pm"]}


def test_only_a_magistrate_who_may_take_the_chair_is_a_judge() -> None:
    roles = {
        authority: court_of(
            rota(
                justice(f"<panels><panelParticipation><authority>{authority}</authority></panelParticipation></panels>")
            )
        ).people[0]["role"]
        for authority in ("CHAIR", "TRAINEE_CHAIR", "WINGER", "NOVICE_WINGER")
    }
    assert roles == {
        "CHAIR": "judge",
        "TRAINEE_CHAIR": "lay_judge",
        "WINGER": "lay_judge",
        "NOVICE_WINGER": "lay_judge",
    }
    people = court_of(LARGE).people
    assert [person["role"] for person in people].count("judge") == 51 + 1


def test_a_justice_who_sits_on_saturdays_has_saturday_in_the_pattern() -> None:
    pattern = "<sittingPattern><mondayAm>true</mondayAm></sittingPattern>"
    (person,) = court_of(rota(justice(f"<sitOnSaturdays>true</sitOnSaturdays>{pattern}"))).people
    assert person["working_pattern"] == {"mon": ["am"], "sat": ["am", "pm"]}


def test_a_justice_without_any_half_day_is_left_out_and_named() -> None:
    court = court_of(rota(justice("<sittingPattern><mondayAm>false</mondayAm></sittingPattern>")))
    assert court.people == []
    assert any("MA1" in note.where and "no half-day" in note.text for note in court.notes)
    assert not court.problems


def test_a_leaving_date_is_the_last_day_in_post() -> None:
    (person,) = court_of(rota(justice("<leavingDate>2026-02-01</leavingDate>"))).people
    assert person["to_on"] == "2026-02-01"


def test_whoever_left_before_the_period_is_left_out_and_named() -> None:
    court = court_of(rota(justice("<leavingDate>2026-01-04</leavingDate>")))
    assert court.people == []
    assert any("left before the period" in note.text for note in court.notes)
    assert not court.problems


def test_each_day_of_non_availability_is_an_absence_of_that_whole_day() -> None:
    days = "".join(f"<nonAvailabilityDate>2026-01-{day}</nonAvailabilityDate>" for day in ("20", "21"))
    court = court_of(rota(justice(f"<nonAvailabilityDates>{days}</nonAvailabilityDates>")), zone="Asia/Almaty")
    spans = [(absence["starts_at"], absence["ends_at"]) for absence in court.absences]
    assert spans == [
        ("2026-01-20T00:00:00+05:00", "2026-01-21T00:00:00+05:00"),
        ("2026-01-21T00:00:00+05:00", "2026-01-22T00:00:00+05:00"),
    ]
    assert {absence["person_id"] for absence in court.absences} == {court.people[0]["person_id"]}


def test_inactive_periods_are_absences_and_hold_the_single_days_inside_them() -> None:
    inner = (
        "<inactivePeriods><inactivePeriod><startDate>2026-02-02</startDate><endDate>2026-02-20</endDate></inactivePeriod>"
        "<inactivePeriod><startDate>2026-02-16</startDate><endDate>2026-02-27</endDate></inactivePeriod></inactivePeriods>"
        "<nonAvailabilityDates><nonAvailabilityDate>2026-02-05</nonAvailabilityDate></nonAvailabilityDates>"
    )
    (absence,) = court_of(rota(justice(inner))).absences
    assert (absence["starts_at"][:10], absence["ends_at"][:10]) == ("2026-02-02", "2026-02-28")


def test_days_away_after_somebody_left_are_not_used_and_that_is_said() -> None:
    inner = (
        "<leavingDate>2026-02-01</leavingDate><nonAvailabilityDates>"
        "<nonAvailabilityDate>2026-02-05</nonAvailabilityDate></nonAvailabilityDates>"
    )
    court = court_of(rota(justice(inner)))
    assert court.absences == []
    assert any("outside the time in post" in note.text for note in court.notes)


def test_specialisms_become_authorisations() -> None:
    inner = "<specialisms><specialism>LICENSING</specialism><specialism>LICENSING</specialism></specialisms>"
    assert court_of(rota(justice(inner))).people[0]["specialisms"] == ["LICENSING"]


def test_a_venue_is_a_room_in_the_building_of_its_sessions() -> None:
    court = court_of(SMALL)
    rooms = {room["name"]: room.get("building") for room in court.rooms}
    assert rooms["Court 1 Cheltenham"] == "Cheltenham MC"
    assert rooms["Kimbrose Way"] is None
    assert any("Kimbrose" not in note.text and "No session says" in note.text for note in court.notes)


def test_bank_holidays_close_the_court_and_weekend_sessions_open_it() -> None:
    calendar = court_of(LARGE).calendar
    assert calendar is not None
    assert calendar["closed"] == ["2019-12-25", "2019-12-26"]
    assert len(calendar["open"]) == 13
    assert {date.fromisoformat(day).weekday() for day in calendar["open"]} == {5}


def test_a_bank_holiday_with_sessions_is_no_closed_day() -> None:
    session = "<courtListingProfiles><courtListingProfile><sessionDate>2026-01-10</sessionDate></courtListingProfile>"
    holidays = "".join(f"<bankHolidayDate>2026-01-{day}</bankHolidayDate>" for day in ("10", "12"))
    raw = rota(f"{session}</courtListingProfiles><bankHolidayDates>{holidays}</bankHolidayDates>")
    assert court_of(raw).calendar == {"closed": ["2026-01-12"], "open": ["2026-01-10"]}


def test_starting_moves_everything_by_whole_weeks() -> None:
    then, now = court_of(LARGE), court_of(LARGE, starting=date(2026, 11, 25))
    moves = {
        datetime.fromisoformat(after["starts_at"]).replace(tzinfo=None)
        - datetime.fromisoformat(before["starts_at"]).replace(tzinfo=None)
        for before, after in zip(then.absences, now.absences, strict=True)
    }
    (move,) = moves
    assert move.days % 7 == 0
    assert date(2019, 10, 1) + move == date(2026, 12, 1), "the first Tuesday on or after the day asked for"
    assert [absence["absence_id"] for absence in then.absences] != []
    assert {a["person_id"] for a in then.people} == {a["person_id"] for a in now.people}
    leaving = [(a.get("to_on"), b.get("to_on")) for a, b in zip(then.people, now.people, strict=True)]
    assert all(date.fromisoformat(b) - date.fromisoformat(a) == move for a, b in leaving if a and b)


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


def test_an_e_mail_address_becomes_a_contact() -> None:
    (person,) = court_of(rota(justice("<emailAddress>a@court.test</emailAddress>"))).people
    assert person["contacts"] == [{"channel": "email", "address": "a@court.test"}]
    assert "contacts" not in court_of(rota(justice("<emailAddress/>"))).people[0]
    court = court_of(rota(justice("<emailAddress>not an address</emailAddress>")))
    assert any("no mailbox" in note.text for note in court.notes)


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
    ("inner", "element"),
    [
        ("<leavingDate>01/02/2026</leavingDate>", "leavingDate (line 1)"),
        ("<leavingDate>2026-02-30</leavingDate>", "leavingDate (line 1)"),
        ("\n<nonAvailabilityDates><nonAvailabilityDate/></nonAvailabilityDates>", "nonAvailabilityDate (line 2)"),
        ("<inactivePeriods><inactivePeriod/></inactivePeriods>", "inactivePeriod (line 1)"),
        ("<sitOnSaturdays>maybe</sitOnSaturdays><sittingPattern/>", "sitOnSaturdays (line 1)"),
        ("<sittingPattern><mondayAm>ja</mondayAm></sittingPattern>", "mondayAm (line 1)"),
        ("<assignments><assignment><startDate>soon</startDate></assignment></assignments>", "startDate (line 1)"),
    ],
)
def test_a_person_of_whom_something_is_unclear_is_not_taken(inner: str, element: str) -> None:
    problem = problem_of(rota(justice(inner)))
    assert problem.startswith("line 1, MA1, ")
    assert element in problem


def test_an_id_that_occurs_twice_is_a_problem() -> None:
    court = court_of(rota(justice("", "MA1"), "\n", justice("", "MA1")))
    assert [str(problem) for problem in court.problems] == ["line 2, MA1, id: Occurs before, in line 1"]
    assert len(court.people) == 1


def test_a_person_whose_last_day_is_before_the_first_is_found_with_its_line() -> None:
    inner = (
        "<leavingDate>2026-02-01</leavingDate>"
        "<assignments><assignment><startDate>2026-03-01</startDate></assignment></assignments>"
    )
    (problem,) = court_of(rota("\n", justice(inner))).problems
    assert (problem.where, problem.field) == ("line 2, MA1", "to_on")


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


def test_whoever_is_away_for_good_is_away_until_the_calendar_ends() -> None:
    inner = (
        "<inactivePeriods><inactivePeriod><startDate>2026-02-02</startDate><endDate>9999-12-31</endDate>"
        "</inactivePeriod></inactivePeriods><leavingDate>9999-12-31</leavingDate>"
    )
    for starting in (None, date(2027, 1, 4)):
        court = court_of(rota(justice(inner)), starting=starting)
        assert [absence["ends_at"] for absence in court.absences] == ["9999-12-31T23:59:00+05:00"]
        assert court.people[0]["to_on"] == "9999-12-31"
        assert not court.problems


def test_days_are_those_of_the_court_across_a_change_of_its_clocks() -> None:
    inner = "<nonAvailabilityDates><nonAvailabilityDate>2026-03-29</nonAvailabilityDate></nonAvailabilityDates>"
    (absence,) = court_of(rota(justice(inner)), zone="Europe/London").absences
    start, end = (datetime.fromisoformat(absence[name]) for name in ("starts_at", "ends_at"))
    assert (end - start).total_seconds() == 23 * 3600
    assert start.astimezone(ZoneInfo("Europe/London")).hour == 0


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


@pytest.mark.parametrize("zone", ["Asia/Almaty", "America/Lima", "Etc/GMT-5"])
@pytest.mark.parametrize("first", ["0001-01-01", "1900-01-01"])
def test_whoever_has_been_away_since_ever_is_away(first: str, zone: str) -> None:
    """A century ago zones had offsets with seconds, which the contract's instants cannot say."""
    inner = (
        f"<inactivePeriods><inactivePeriod><startDate>{first}</startDate><endDate>9999-12-31</endDate>"
        f"</inactivePeriod></inactivePeriods>"
    )
    court = court_of(rota(justice(inner)), zone=zone)
    assert [str(problem) for problem in court.problems] == []
    assert len(court.absences) == 1
