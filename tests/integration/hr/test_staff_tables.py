"""Tables of an office taken in and given out over HTTP: exact about what is bad, and without effect the second time."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from tarazy_hr.adapters.http.staff_tables.exporting import XLSX
from tarazy_hr.adapters.http.staff_tables.routes import LARGEST_FILE
from tarazy_hr.app.coming_appointments import tell_who_has_come
from tarazy_local.importing.finding import UnreadableFile
from tarazy_local.importing.installation import Installation
from tarazy_local.importing.report import Report
from tarazy_local.importing.staff_sending import StaffSending, send_staff
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.access.test_desk import bearer
from tests.integration.hr.conftest import TOKEN, told
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, an_id, only_error, person

URL = "/staff-tables/import"
EXPORT = "/staff-tables/export"
COURTS = "court_id;name_kk;name_ru;name_en;region\nkz-almaty-1;Алматы соты;Алматинский суд;Almaty Court;Алматы\n"
POSTS = "суд;номер должности;роль;ставка;с\nkz-almaty-1;1;судья;1;01.01.2015\nkz-almaty-1;2;секретарь;0,5;01.01.2015\n"
PEOPLE = (
    "табельный номер;суд;фио;языки;e-mail;мобильный телефон\n"
    "17;kz-almaty-1;Ахметова Айгүл;kk,ru;a@court.test;'+77010000000\n"
)
TENURES = (
    "суд;табельный номер;должность;с;по;приказ;и.о.;ставка\n"
    "kz-almaty-1;17;2;01.02.2016;31.12.2019;3-к;нет;0,5\n"
    "kz-almaty-1;17;1;01.01.2020;;1-к;;\n"
)
GIVEN = (
    "суд;табельный номер;специализация;с;по\n"
    "kz-almaty-1;17;juvenile;01.01.2020;31.12.2022\n"
    "kz-almaty-1;17;juvenile;01.01.2024;\n"
)


async def _send(http: httpx.AsyncClient, text: str | bytes, **params: Any) -> httpx.Response:
    body = text.encode() if isinstance(text, str) else text
    return await http.post(URL, content=body, headers={"Content-Type": "text/csv"}, params=params)


def _counts(response: httpx.Response) -> tuple[int, int, int, int]:
    body = response.json()
    return body["read"], body["new"], body["changed"], body["skipped"]


def _errors(response: httpx.Response) -> list[tuple[str, int, str, str]]:
    errors = response.json()["errors"]
    assert all(error["reason"] for error in errors)
    return [(error["section"], error["row"], error["column"], error["code"]) for error in errors]


async def _tables(http: httpx.AsyncClient) -> None:
    await _send(http, COURTS)
    await _send(http, POSTS)
    await _send(http, TENURES.replace("должность", "фио;должность").replace(";17;", ";17;Ахметова Айгүл;"))
    await _send(http, PEOPLE)
    await _send(http, GIVEN)


async def test_tables_are_taken_in_once_and_tell_others_what_stands(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await _tables(http)
    assert [fact.type for fact in await told(pool)] == [
        "court.court.registered.v1",
        "court.staff.appointed.v1",
        "court.staff.updated.v1",
        "court.staff.authorised.v1",
        "court.staff.authorised.v1",
    ]
    (aigul,) = (await http.get(f"/courts/{COURT}/people")).json()
    assert (aigul["name"], aigul["from_on"], aigul["role"]) == ("Ахметова Айгүл", "2020-01-01", "judge")
    assert [each["address"] for each in aigul["contacts"]] == ["a@court.test", "+77010000000"]
    in_2018 = (await http.get(f"/courts/{COURT}/staffing", params={"on": "2018-06-01"})).json()
    assert [(post["number"], post["held"]) for post in in_2018["posts"]] == [("1", 0), ("2", 0.5)]
    facts = len(await told(pool))
    for text in (COURTS, POSTS, TENURES, PEOPLE, GIVEN):
        again = await _send(http, text)
        assert again.json()["new"] == again.json()["changed"] == again.json()["skipped"] == 0, again.text
    assert len(await told(pool)) == facts


async def test_what_is_given_out_changes_nothing_when_it_is_taken_in_again(http: httpx.AsyncClient) -> None:
    await _tables(http)
    await http.put(a_person_url("berik"), json=person("berik", working_pattern={"mon": ["am"]}, name="=Берік"))
    await http.post(a_person_url("berik", "/separate"), json={"to_on": "2026-10-01"})
    for language in ("kk", "ru", "en"):
        headers = {"Accept-Language": language}
        book = await http.get(EXPORT, params={"court_id": COURT}, headers=headers)
        assert book.headers["content-type"] == XLSX
        again = await http.post(URL, content=book.content, headers={"Content-Type": XLSX})
        assert (again.status_code, _counts(again)) == (200, (10, 0, 0, 0)), again.text
    for table, rows in (("posts", 2), ("appointments", 3), ("people", 2)):
        one = await http.get(EXPORT, params={"format": "csv", "table": table})
        assert _counts(await _send(http, one.content)) == (rows, 0, 0, 0)
        assert b";=" not in one.content
    assert only_error(await http.get(EXPORT, params={"format": "csv"})) == (422, "table", "field_missing")


async def test_a_dry_run_shows_what_would_change(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await _tables(http)
    before = await told(pool)
    changed = await _send(http, TENURES.replace("01.01.2020;;1-к", "01.01.2020;31.12.2026;2-к"), dry_run=True)
    assert (changed.status_code, _counts(changed), changed.json()["imported"]) == (200, (2, 0, 1, 0), False)
    assert changed.json()["changes"] == [
        {
            "section": "appointments",
            "row": 3,
            "what": "changed",
            "fields": [
                {"field": "to_on", "before": None, "after": "2026-12-31"},
                {"field": "order_number", "before": "1-к", "after": "2-к"},
            ],
        }
    ]
    assert await told(pool) == before


async def test_a_bad_row_holds_everything_back_unless_it_may_be_skipped(http: httpx.AsyncClient) -> None:
    await _send(http, COURTS)
    await _send(http, POSTS)
    head, one, other = TENURES.replace("должность", "фио;должность").replace(";17;", ";17;А;").splitlines()
    rows = [head, one, other, "kz-almaty-1;18;Б;1;01.06.2026;;;;", "kz-almaty-1;19;В;9;01.06.2026;01.05.2026;;;"]
    refused = await _send(http, "\n".join(rows))
    assert refused.status_code == 422
    assert _errors(refused) == [
        ("appointments", 4, "post", "post_overfilled"),
        ("appointments", 5, "post", "unknown_post"),
    ]
    assert (await http.get(f"/courts/{COURT}/people")).json() == []
    skipped = await _send(http, "\n".join(rows), skip_bad_rows=True)
    assert (skipped.status_code, _counts(skipped)) == (200, (4, 2, 0, 2))


async def test_two_rows_about_one_post_are_both_refused_and_both_named(http: httpx.AsyncClient) -> None:
    await _send(http, COURTS)
    twice = POSTS + "kz-almaty-1;1;судья;0,5;01.01.2015\n"
    refused = await _send(http, twice)
    assert _errors(refused) == [("posts", 2, "number", "rows_about_one"), ("posts", 4, "number", "rows_about_one")]
    assert {error["reason"] for error in refused.json()["errors"]} == {"Rows 2, 4 are about the same thing."}
    assert (await http.get(f"/courts/{COURT}/posts")).json() == []


async def test_what_rows_may_refer_to(http: httpx.AsyncClient) -> None:
    """Posts and people of another court, overlapping tenures, people of whom nothing is known."""
    await _tables(http)
    await http.put("/courts/another", json={"name": NAMES})
    await http.put(f"/courts/another/posts/{an_id('theirs')}", json={"number": "7"})
    head = "court_id;person_id;name;post_id;role;from_on;to_on\n"
    theirs = f"{COURT};17;А;{an_id('theirs')};judge;01.01.2010;31.12.2010\n"
    overlapping = f"{COURT};17;А;{an_id('x')};judge;01.06.2019;31.01.2020\n"
    assert _errors(await _send(http, head + theirs + overlapping)) == [
        ("appointments", 2, "post_id", "post_of_another_court"),
        ("appointments", 3, "from_on", "tenure_overlaps"),
    ]
    twice = (
        f"court_id;person_id;name;post_id;role;from_on;full_time_share\n{COURT};98;А;{an_id('x')};judge;01.01.2010;3\n"
    )
    assert _errors(await _send(http, twice)) == [("appointments", 2, "full_time_share", "share_wrong")]
    unnamed = f"court_id;person_id;post_id;role;from_on;to_on\n{COURT};99;{an_id('x')};;01.01.2010;\n"
    assert _errors(await _send(http, unnamed)) == [("appointments", 2, "role", "post_without_role")]
    unnamed = unnamed.replace(";;01", ";judge;01")
    assert _errors(await _send(http, unnamed)) == [("appointments", 2, "person_id", "person_without_name")]
    given = "court_id;person_id;specialism;from_on\nanother;17;juvenile;01.01.2026\nnowhere;17;juvenile;01.01.2026\n"
    assert _errors(await _send(http, given)) == [
        ("authorisations", 2, "person_id", "unknown_person"),
        ("authorisations", 3, "court_id", "unknown_court"),
    ]
    strangers = f"person_id;name\n{an_id('nobody')};Б\n17;В\n"
    assert _errors(await _send(http, strangers)) == [
        ("people", 2, "person_id", "person_without_appointment"),
        ("people", 3, "court_id", "court_missing"),
    ]


async def test_a_post_changes_hands_in_one_file_in_whatever_order_its_rows_stand(http: httpx.AsyncClient) -> None:
    await _tables(http)
    rows = [
        "court_id;person_id;name;post;from_on;to_on",
        f"{COURT};1;Б;1;01.10.2026;",
        f"{COURT};17;А;1;01.01.2020;30.09.2026",
    ]
    done = await _send(http, "\n".join(rows))
    assert (done.status_code, _counts(done)) == (200, (2, 1, 1, 0)), done.text
    end = f"court_id;number;from_on;to_on\n{COURT};1;01.01.2015;31.12.2026\n"
    assert _errors(await _send(http, end)) == [("posts", 2, "to_on", "post_still_held")]


async def test_who_is_to_come_is_told_when_whoever_is_there_has_left(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    """The one who is there stays longer than it was said first: the one to come waits for the later day."""
    await _tables(http)
    head = "court_id;person_id;name;post;role;from_on;to_on\n"
    for last in ("01.12.2026", "03.12.2026"):
        rows = f"{COURT};17;А;1;judge;01.01.2020;{last}\n{COURT};17;А;1;judge;10.12.2026;\n"
        assert (await _send(http, head + rows)).status_code == 200
    held = len(await told(pool))
    clock.step(timedelta(days=8))
    await tell_who_has_come(work)
    assert len(await told(pool)) == held
    clock.step(timedelta(days=2))
    await tell_who_has_come(work)
    last_told = (await told(pool))[-1]
    assert (last_told.data["from_on"], last_told.data.get("to_on")) == ("2026-12-10", None)
    versions = [
        fact.data["version"]
        for fact in await told(pool)
        if fact.type.startswith("court.staff.") and "version" in fact.data
    ]
    assert versions == sorted(versions)


async def test_an_officer_changes_the_own_court_alone(http: httpx.AsyncClient) -> None:
    await _tables(http)
    await http.put("/courts/another", json={"name": NAMES})
    officer = bearer("hr_officer", COURT)
    theirs = "court_id;number\nanother;1\nkz-almaty-1;9\n"
    refused = await http.post(URL, content=theirs.encode(), headers=officer)
    assert (refused.status_code, _errors(refused)) == (422, [("posts", 2, "court_id", "court_of_others")])
    book = await http.get(EXPORT, params={"format": "csv", "table": "courts"}, headers=officer)
    assert "another" not in book.text
    assert (await http.post(URL, content=b"x", headers=bearer("judge", COURT, "aigul"))).status_code == 403


async def test_a_file_that_is_no_table_is_refused_with_a_sentence(http: httpx.AsyncClient) -> None:
    await a_court(http)
    title = await _send(http, "Штат;;\n" + POSTS.replace("ставка", "сотрудник").replace("номер должности", "должность"))
    assert only_error(title) == (400, "", "header_below")
    assert "row 2" in title.json()["errors"][0]["reason"]
    assert (await _send(http, POSTS, table="moon")).status_code == 422
    too_long = {"Content-Type": "text/csv", "Content-Length": str(LARGEST_FILE + 1)}
    assert (await http.post(URL, content=b"", headers=too_long)).status_code == 413


async def _cli(app: FastAPI, text: str, **how: Any) -> Report:
    endpoints = {"services": {"hr": {"url": "http://hr", "token": TOKEN}}}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), headers={"Accept-Language": "en"}) as client:
        return await send_staff(Installation(client, endpoints), text.encode(), StaffSending(**how), lambda _: None)


async def test_the_command_line_ends_as_every_import_does(app: FastAPI, http: httpx.AsyncClient) -> None:
    done = await _cli(app, COURTS)
    assert (done.status, str(done.tally)) == (0, "read 1, new 1, changed 0, skipped 0")
    dry = await _cli(app, POSTS, dry_run=True)
    assert (dry.status, dry.dry_run, [note.where for note in dry.notes]) == (0, True, ["posts row 2", "posts row 3"])
    assert (await http.get(f"/courts/{COURT}/posts")).json() == []
    bad = POSTS.replace("0,5", "half")
    held = await _cli(app, bad)
    assert (held.status, str(held.tally)) == (3, "read 2, new 0, changed 0, skipped 2")
    assert str(held.problems[0]).startswith("posts row 3, share: “half” is no share")
    skipped = await _cli(app, bad, skip_bad_rows=True)
    assert (skipped.status, str(skipped.tally)) == (3, "read 2, new 1, changed 0, skipped 1")
    assert (await _cli(app, bad.replace(";1;", ";0;"), skip_bad_rows=True)).status == 1
    with pytest.raises(UnreadableFile, match="delete the title rows"):
        await _cli(app, "Штат;;\n" + GIVEN)
