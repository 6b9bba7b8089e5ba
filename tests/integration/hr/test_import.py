"""Importing a court: fast, exact about what is bad, and without effect the second time."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_hr.adapters.http.imports import LARGEST_FILE

from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, NAMES, a_court, absence, an_id, person

URL = f"/courts/{COURT}/import"


def _people(count: int) -> list[dict[str, Any]]:
    return [
        person(f"p{number}", person_id=an_id(f"p{number}"), specialisms=["juvenile", "family"])
        for number in range(count)
    ]


def _counts(response: httpx.Response) -> tuple[int, int, int, int]:
    body = response.json()
    return body["read"], body["new"], body["changed"], body["skipped"]


def _errors(response: httpx.Response) -> list[tuple[str, int, str, str]]:
    errors = response.json()["errors"]
    assert all(error["reason"] for error in errors)
    return [(error["section"], error["row"], error["column"], error["code"]) for error in errors]


def _file() -> dict[str, Any]:
    return {
        "court": {"name": NAMES, "court_id": COURT, "version": 7, "level": "district"},
        "people": _people(3),
        "interests": [{"interest_id": an_id("i"), "person_id": an_id("p0"), "against": "ТОО «Береке»"}],
        "norms": [
            {"category": "civil.family", "weight_minutes": 240, "valid_from": "2026-01-01"},
            {"category": "civil.family", "weight_minutes": 200, "valid_from": "2025-01-01"},
        ],
        "absences": [absence("p0", absence_id=an_id("a"))],
        "rooms": [{"room_id": "not ours"}],
    }


async def test_a_whole_court_is_imported_once(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    first = await http.post(URL, json=_file())
    assert first.status_code == 200, first.text
    assert _counts(first) == (8, 8, 0, 0)
    facts = await told(pool)
    assert facts[0].type == "court.court.registered.v1"
    assert len(facts) == 1 + 3 + 6 + 1 + 2 + 1
    again = await http.post(URL, json=_file())
    assert _counts(again) == (8, 0, 0, 0)
    assert len(await told(pool)) == len(facts)


async def test_500_people_twice_change_nothing_the_second_time(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http)
    file = {"people": _people(500)}
    assert _counts(await http.post(URL, json=file)) == (500, 500, 0, 0)
    told_once = len(await told(pool))
    assert told_once == 1 + 500 + 1000
    assert _counts(await http.post(URL, json=file)) == (500, 0, 0, 0)
    assert len(await told(pool)) == told_once


async def test_others_are_answered_while_a_large_court_is_imported(http: httpx.AsyncClient) -> None:
    await a_court(http)
    importing = asyncio.create_task(http.post(URL, json={"people": _people(2000)}, params={"dry_run": "true"}))
    answered = 0
    while not importing.done():
        assert (await http.get("/courts")).status_code == 200
        answered += 1
    assert _counts(await importing) == (2000, 2000, 0, 0)
    assert answered > 5


async def test_a_bad_row_holds_everything_back_unless_it_may_be_skipped(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http)
    file = _file() | {"court": None}
    file["people"][1]["contacts"] = [{"channel": "email", "address": "nobody"}]
    file["people"][2].pop("role")
    file["absences"].append(absence("p2", absence_id=an_id("b")))
    refused = await http.post(URL, json=file)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    bad = [
        ("people", 2, "contacts[0].address", "field_wrong"),
        ("people", 3, "role", "field_missing"),
        ("absences", 2, "person_id", "unknown_person"),
    ]
    assert _errors(refused) == bad
    assert (await http.get(f"/courts/{COURT}/people")).json() == []
    skipped = await http.post(URL, json=file, params={"skip_bad_rows": True})
    assert (skipped.status_code, _counts(skipped), _errors(skipped)) == (200, (8, 5, 0, 3), bad)
    assert len((await http.get(f"/courts/{COURT}/people")).json()) == 1


async def test_a_dry_run_only_reports(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    report = await http.post(URL, json=_file(), params={"dry_run": True})
    assert (report.status_code, _counts(report), report.json()["imported"]) == (200, (8, 8, 0, 0), False)
    assert await told(pool) == []


async def test_a_changed_row_counts_as_changed(http: httpx.AsyncClient) -> None:
    await http.post(URL, json=_file())
    file = _file()
    file["people"][0]["name"] = "Жаңа есім"
    file["people"][1]["specialisms"] = ["family"]
    assert _counts(await http.post(URL, json=file)) == (8, 0, 2, 0)


async def test_rows_of_another_court_and_rows_given_twice_are_refused(http: httpx.AsyncClient) -> None:
    await a_court(http)
    people = [_people(1)[0], _people(1)[0] | {"role": "chair"}, _people(2)[1] | {"court_id": "another"}]
    refused = await http.post(URL, json={"people": people})
    assert _errors(refused) == [("people", 2, "", "row_repeated"), ("people", 3, "court_id", "wrong_court")]


async def test_ids_of_another_court_are_refused_even_when_the_court_itself_is_new(http: httpx.AsyncClient) -> None:
    assert (await http.post(URL, json=_file())).status_code == 200
    file = _file() | {"court": {"name": NAMES}, "absences": [absence("p0", absence_id=an_id("a"), court_id="other")]}
    refused = await http.post("/courts/other/import", json=file)
    assert refused.status_code == 422, refused.text
    assert _errors(refused) == [("interests", 1, "interest_id", "id_taken"), ("absences", 1, "absence_id", "id_taken")]
    skipped = await http.post("/courts/other/import", json=file, params={"skip_bad_rows": "true"})
    assert _counts(skipped) == (8, 6, 0, 2)


async def test_an_unknown_court_cannot_be_imported_into_whatever_may_be_skipped(http: httpx.AsyncClient) -> None:
    refused = await http.post(URL, json={"people": _people(1)}, params={"skip_bad_rows": True})
    assert refused.status_code == 422
    assert _errors(refused) == [("people", 1, "court_id", "unknown_court")]
    wrong = await http.post(URL, json=_file() | {"court": {"zone": "Mars"}}, params={"skip_bad_rows": True})
    assert wrong.status_code == 422
    assert ("court", 1, "name", "field_missing") in _errors(wrong)
    assert ("court", 1, "zone", "field_wrong") in _errors(wrong)


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{", 400),
        ("application/json", b"[]", 400),
        ("application/json", b'{"people": {}}', 400),
        ("application/json", b'{"people": [NaN]}', 400),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b'{"people": [], "people": []}', 400),
        ("text/csv", b"\xff\xfe", 400),
        ("text/csv", b"person_id,name,name\n", 400),
        ("text/csv", b"name,role\nx,judge\n", 400),
        ("application/xml", b"<court/>", 415),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
    http: httpx.AsyncClient, kind: str, body: bytes, status: int
) -> None:
    await a_court(http)
    response = await http.post(URL, content=body, headers={"Content-Type": kind})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


async def test_rows_that_are_no_objects_are_named(http: httpx.AsyncClient) -> None:
    await a_court(http)
    refused = await http.post(URL, json={"people": [None, "x"]})
    assert _errors(refused) == [("people", 1, "", "field_wrong"), ("people", 2, "", "field_wrong")]


async def test_people_come_from_csv_too(http: httpx.AsyncClient) -> None:
    await a_court(http)
    lines = (
        "person_id,post_id,role,name,from_on,to_on,languages,email,sms,working_pattern,specialisms\n"
        f"{an_id('a')},{an_id('pa')},judge,Әсем,2026-01-05,,kk;ru,a@court.test,+77010000000,mon:am+pm;tue:am,family\n"
        f"{an_id('b')},{an_id('pb')},clerk,Бота,2026-01-05,2026-12-31,,,,,\n"
        f"{an_id('c')},{an_id('pc')},clerk,Гүл,soon,,,,,,\n"
    ).encode()
    headers = {"Content-Type": "text/csv; charset=utf-8"}
    report = await http.post(URL, content=lines, headers=headers, params={"skip_bad_rows": True})
    assert (_counts(report), _errors(report)) == ((3, 2, 0, 1), [("people", 3, "from_on", "field_wrong")])
    asem, bota = (await http.get(f"/courts/{COURT}/people")).json()
    assert asem["working_pattern"] == {"mon": ["am", "pm"], "tue": ["am"]}
    assert [contact["channel"] for contact in asem["contacts"]] == ["email", "sms"]
    assert [each["specialism"] for each in asem["authorisations"]] == ["family"]
    assert bota["to_on"] == "2026-12-31"
    assert bota["languages"] == bota["contacts"] == []


async def test_a_csv_line_with_cells_beyond_its_header_is_a_bad_row(http: httpx.AsyncClient) -> None:
    """An unquoted comma in a name: the rest of the name would be lost, and nobody told."""
    await a_court(http)
    row = f"{an_id('a')},{an_id('pa')},judge,2026-01-05,Сапаров, Ерлан"
    lines = f"person_id,post_id,role,from_on,name\n{row}\n".encode()
    refused = await http.post(URL, content=lines, headers={"Content-Type": "text/csv"})
    assert (refused.status_code, _errors(refused)) == (422, [("people", 1, "", "field_wrong")])


async def test_a_file_beyond_all_measure_is_not_read(http: httpx.AsyncClient) -> None:
    await a_court(http)
    too_long = {"Content-Type": "application/json", "Content-Length": str(LARGEST_FILE + 1)}
    assert (await http.post(URL, content=b"{}", headers=too_long)).status_code == 413
