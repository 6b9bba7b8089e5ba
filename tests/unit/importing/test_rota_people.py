"""People of a rota file: who is a judge, when they sit, from when and until when they are in post."""

import pytest

from tests.unit.importing.rotas import LARGE, SMALL, court_of, justice, rota


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


def test_specialisms_become_authorisations() -> None:
    inner = "<specialisms><specialism>LICENSING</specialism><specialism>LICENSING</specialism></specialisms>"
    assert court_of(rota(justice(inner))).people[0]["specialisms"] == ["LICENSING"]


def test_an_e_mail_address_becomes_a_contact() -> None:
    (person,) = court_of(rota(justice("<emailAddress>a@court.test</emailAddress>"))).people
    assert person["contacts"] == [{"channel": "email", "address": "a@court.test"}]
    assert "contacts" not in court_of(rota(justice("<emailAddress/>"))).people[0]
    court = court_of(rota(justice("<emailAddress>not an address</emailAddress>")))
    assert any("no mailbox" in note.text for note in court.notes)


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
