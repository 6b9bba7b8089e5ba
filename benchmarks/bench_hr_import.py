"""A country's staff taken in from one workbook: read, decided row by row, recorded and told in one transaction."""

import time
from datetime import UTC, date, datetime, timedelta

import asyncpg
import httpx
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.establishment.vacancies import vacancies_router
from tarazy_hr.adapters.http.staff_tables.routes import staff_tables_router
from tarazy_hr.adapters.tables.cells import Cell
from tarazy_hr.adapters.tables.workbook import sheets_of_workbook
from tarazy_hr.adapters.tables.writing import workbook_of
from tarazy_shared.problems import handle_problems
from tarazy_shared.unit_of_work import Work

from benchmarks.report import Result
from benchmarks.same_io import Transaction, noted
from benchmarks.servers import Servers

COURTS, PEOPLE, TENURES = 60, 3000, 10
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
TOKEN = SecretStr("a-token-for-imports")
PACKAGES = ("tarazy_shared", "tarazy_hr")


async def run(servers: Servers) -> list[Result]:
    """The import of a workbook, the same again, and the statements of the first alone, with the file read."""
    file = country()
    _, pool = await servers.database(PACKAGES)
    async with _client(pool) as http:
        with noted() as transactions:
            took = await _import(http, file, new=COURTS + PEOPLE * (TENURES + 3))
        again = await _import(http, file, new=0)
        rates = await _rates(http)
    bare = await _bare(servers, file, transactions)
    what = f"{PEOPLE:,} people and {PEOPLE * TENURES:,} rows of their history in {COURTS} courts, from XLSX"
    return [
        Result("hr-import", what, took, "s", bare, bare / took, "<= 10 s"),
        Result("hr-import", "the same file again, which changes nothing", again, "s"),
        Result("hr-import", "then the vacancy rate of the country and how it went by month for a year", rates, "s"),
    ]


def country() -> bytes:
    """A workbook of courts, posts, people, their appointments and authorisations."""
    courts: list[list[Cell]] = [
        [f"kz-{n}", f"Сот {n}", f"Суд {n}", f"Court {n}", f"Облыс {n % 20}"] for n in range(COURTS)
    ]
    posts: list[list[Cell]] = []
    people: list[list[Cell]] = []
    tenures: list[list[Cell]] = []
    given: list[list[Cell]] = []
    for number in range(PEOPLE):
        court = f"kz-{number % COURTS}"
        posts.append([court, str(number), "judge", 1, date(2005, 1, 1)])
        people.append([str(number), court, f"Ахметова Айгүл {number}", "kk;ru", f"judge-{number}@court.test"])
        first = date(2006, 1, 1) + timedelta(days=number % 300)
        for tenure in range(TENURES):
            begins = first + timedelta(days=700 * tenure)
            ends = None if tenure == TENURES - 1 else begins + timedelta(days=699)
            tenures.append([court, str(number), str(number), begins, ends, f"{tenure}-к"])
        given.append([court, str(number), "juvenile", date(2024, 1, 1)])
    return workbook_of(
        [
            ("courts", ["court_id", "name_kk", "name_ru", "name_en", "region"], courts),
            ("posts", ["court_id", "number", "role", "share", "from_on"], posts),
            ("people", ["person_id", "court_id", "name", "languages", "email"], people),
            ("appointments", ["court_id", "person_id", "post", "from_on", "to_on", "order_number"], tenures),
            ("authorisations", ["court_id", "person_id", "specialism", "from_on"], given),
        ]
    )


def _client(pool: asyncpg.Pool) -> httpx.AsyncClient:
    work = Work(pool, lambda: NOW, "/tarazy/hr")
    app = FastAPI()
    handle_problems(app)
    for router in (staff_tables_router, vacancies_router):
        app.include_router(router(Desk(work), Door(work, TOKEN)))
    headers = {"Authorization": f"Bearer {TOKEN.get_secret_value()}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hr", headers=headers, timeout=120)


async def _import(http: httpx.AsyncClient, file: bytes, *, new: int) -> float:
    """Seconds; void unless everything was new, or nothing."""
    began = time.perf_counter()
    answer = await http.post("/staff-tables/import", content=file)
    took = time.perf_counter() - began
    body = answer.json()
    if answer.status_code != 200 or (body["new"], body["changed"], body["skipped"]) != (new, 0, 0):
        raise AssertionError(f"the import answers {answer.status_code}: {answer.text[:500]}")
    return took


async def _rates(http: httpx.AsyncClient) -> float:
    """Seconds; void unless all posts are counted."""
    began = time.perf_counter()
    answer = await http.get("/vacancy-rates", params={"by": "country", "months": 13})
    took = time.perf_counter() - began
    if answer.status_code != 200 or answer.json()[0]["establishment"] != PEOPLE:
        raise AssertionError(f"the rates are {answer.text[:500]}")
    return took


async def _bare(servers: Servers, file: bytes, transactions: list[Transaction]) -> float:
    """Seconds in which a loop that decides nothing reads the file and asks the database the same."""
    _, pool = await servers.database(PACKAGES)
    began = time.perf_counter()
    sheets_of_workbook(file)
    for transaction in transactions:
        async with pool.acquire() as connection, connection.transaction():
            await transaction.repeat(connection)
    return time.perf_counter() - began
