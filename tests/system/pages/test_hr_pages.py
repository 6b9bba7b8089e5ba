"""Every page of HR in a real browser, narrow as a telephone, in three languages: it fits, and axe-core is content."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from playwright.async_api import Browser
from pydantic import SecretStr
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.who import Role

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN, app, hr_database, http, pool, routers, starts_at, work
from tests.integration.hr.requests import COURT, an_id
from tests.integration.hr.test_evaluation import SAT
from tests.system.pages.browsing import CHROMIUM, served
from tests.system.pages.hr_court import EMPTY, ask, fill, publish, teach
from tests.system.pages.looking import faults_of, faults_shown, narrow

__all__ = ["app", "hr_database", "http", "pool", "routers", "starts_at", "work"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
PARTS = {
    "court_id": COURT,
    "post_id": an_id("post of aigul"),
    "competition_id": an_id("one"),
    "person_id": an_id("berik"),
    "absence_id": an_id("sickness"),
    "code": "annual",
    "evaluation_id": an_id("evaluation"),
    "session_id": an_id("taught"),
    "case_id": an_id("case"),
    "act": "paper",
}
"""Of addresses."""
ELSEWHERE = (
    "/desk",
    "/sign-in",
    "/sign-in/sign-on",
    "/sign-in/callback",
    "/desk/leave/person",
    "/tables/export",
    "/certificate.pdf",
)
"""Pages that lead to others, and a file."""
FILE = f"/courts/{COURT}/desk/establishment/people/{an_id('berik')}"
AS_WELL = (
    f"{FILE}/end-authorisation?of=juvenile",
    f"{FILE}/end-interest?of={an_id('interest')}",
    f"{FILE}/end-secondment?of={an_id('secondment')}",
    f"{FILE}/withdraw-adjustment?of={an_id('adjustment')}",
    f"{FILE}/certificate?of={an_id('sickness')}",
    f"/courts/{COURT}/desk/leave/people/{an_id('aigul')}/{an_id('leave')}",
    f"/courts/{COURT}/desk/training/sessions/{an_id('to come')}",
    f"/courts/{COURT}/desk/training/rules?provider=court",
    *(
        f"/courts/{EMPTY}/desk{leaf}"
        for leaf in ("", "/establishment", "/leave", "/leave/duty", "/selection", "/training")
    ),
)
"""Acts about one record; a leave that waits for its decision; a court of which nothing is known but its name."""


NOT_TAKEN = {
    f"{FILE}/suspend": "kk",
    f"/courts/{COURT}/desk/leave/rules/types/new": "ru",
    f"/courts/{COURT}/desk/leave/duty/plan": "kk",
    f"/courts/{COURT}/desk/selection/procedures/new": "ru",
    f"/courts/{COURT}/desk/access/link": "en",
    f"/courts/{COURT}/desk/training/plan": "kk",
    f"/courts/{COURT}/desk/training/programmes/new": "ru",
}
"""Forms sent as they stand, and the language in which they are looked at afterwards."""


@pytest.fixture
def clock(starts_at: datetime) -> SteppingClock:
    return SteppingClock(starts_at)


EVALUATION, DISCIPLINE, DEADLINES, SURVEYS = (
    f"/courts/{COURT}/desk/{leaf}" for leaf in ("evaluation", "discipline", "deadlines", "surveys")
)
ASKED = f"{SURVEYS}/{an_id('closed survey')}"
CASE = f"{DISCIPLINE}/{an_id('case')}"
ONE, FIGURES = f"{EVALUATION}/{an_id('evaluation')}", ("/figures/held_as_planned", "/figures/workload_carried")
OF_OTHERS: dict[tuple[Role, str], tuple[str, ...]] = {
    ("secretary", "secretary"): (
        *(EVALUATION, *(f"{EVALUATION}/{leaf}" for leaf in ("open", "coming", "rules", "rules/new")), ONE),
        *(DISCIPLINE, f"{DISCIPLINE}/receive", CASE, f"{CASE}/extend", f"{CASE}/paper", DEADLINES),
        *(f"{DISCIPLINE}/rules", f"{DISCIPLINE}/rules/new", f"{DISCIPLINE}/body"),
        *(SURVEYS, f"{SURVEYS}/open", f"{SURVEYS}/{an_id('survey')}", ASKED, f"{ASKED}/words", f"{SURVEYS}/rules"),
        *(f"{SURVEYS}/questionnaires{leaf}" for leaf in ("", "/new", "/court_users", "/court_users/edit")),
    ),
    ("judge", "berik"): (EVALUATION, *(f"{ONE}{leaf}" for leaf in ("", *FIGURES)), CASE),
    ("judge", "aigul"): (ONE,),
}
"""Pages that are for others than HR's officers."""


@pytest.fixture
async def address(
    app: FastAPI, http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock
) -> AsyncIterator[str]:
    for outcome, reason, more in (("held", None, 17), ("adjourned", "judge_unprepared", 1), ("adjourned", "party", 4)):
        await pool.execute(SAT, COURT, UUID(an_id("berik")), outcome, reason, more)
    await fill(http)
    PARTS["certificate_code"] = await teach(http, clock)
    PARTS["answer"] = await ask(http)
    PARTS["publication_id"] = await publish(pool)
    async with served(app) as address:
        yield address


def pages(routers: list[APIRouter]) -> Iterator[str]:
    """The address of every page."""
    for route in (route for router in routers for route in router.routes):
        if isinstance(route, APIRoute) and not route.include_in_schema and "GET" in (route.methods or ()):
            path = re.sub(r"{(\w+)[^}]*}", lambda part: PARTS.get(part[1], ""), route.path)
            if path.startswith((EVALUATION, DISCIPLINE, DEADLINES, SURVEYS)) or "{token}" in route.path:
                continue
            if not path.endswith(ELSEWHERE) or path.endswith(f"{COURT}/desk"):
                yield path


async def test_every_page_of_hr_can_be_read_and_worked_with_by_everybody(
    browser: Browser, address: str, routers: list[APIRouter], http: httpx.AsyncClient
) -> None:
    async with narrow(browser) as context:
        found = await faults_of(context, [f"{address}/sign-in"])
        page = await context.new_page()
        await page.goto(f"{address}/sign-in")
        await page.fill("#key", KEYS.make("hr_officer"))
        await page.click("button.primary")
        paths = [*pages(routers), *AS_WELL]
        acts = [path for path in paths if path.startswith(f"{FILE}/") or "/desk/access/" in path]
        found += await faults_of(context, [address + path for path in paths if path not in acts])
        found += await faults_of(context, [address + path for path in acts], in_turn=True)
        for path, language in NOT_TAKEN.items():
            await page.goto(f"{address}{path}?lang={language}")
            await page.click("#asked button.primary, #asked button.danger")
            assert await page.locator(".notice.bad").count() == 1, path
            found += [f"{path}, not taken: {fault}" for fault in await faults_shown(page, language)]
    async with narrow(browser) as context:
        found += await faults_of(context, [f"{address}/answer/{PARTS['answer']}"])
    for (role, who), paths_of_others in OF_OTHERS.items():
        async with narrow(browser) as context:
            page = await context.new_page()
            await page.goto(f"{address}/sign-in")
            await page.fill("#key", KEYS.make(role, COURT, UUID(an_id(who))))
            await page.click("button.primary")
            found += await faults_of(context, [address + path for path in paths_of_others], in_turn=True)
    assert "\n".join(found) == ""
