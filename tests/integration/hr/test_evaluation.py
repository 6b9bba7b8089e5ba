"""An evaluation on a real database: figures from the copy of hearings, scores, reply, decision, appeal, erasing."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.proceedings.clocks import running_clocks
from tarazy_hr.adapters.proceedings.rules import EVALUATION
from tarazy_hr.app.evaluation.cycling import open_cycles
from tarazy_hr.app.evaluation.looping import count_clocks, erase_words, let_evaluations_pass
from tarazy_hr.app.evaluation.measuring import measure_evaluations
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.telemetry import registry
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN, told
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, absence, an_id, only_error, person

KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
ONE = f"/courts/{COURT}/evaluations/{an_id('evaluation')}"
JUDGE, SECRETARY = an_id("aigul"), an_id("secretary")
PANEL = sorted(an_id(f"evaluator {number}") for number in range(3))
APPEALS = an_id("of appeals")
OPENING = {"judge": JUDGE, "kind": "on_request", "from_on": "2026-02-01", "to_on": "2026-11-01", "panel": PANEL}

SAT = """
    INSERT INTO hearing_facts (
        hearing_id, court_id, case_id, version, status, told_at, judges, people, outcome, started_at,
        adjournment_reason, first_starts_at, latest_lawful_on
    )
    SELECT gen_random_uuid(), $1, gen_random_uuid(), 2, 'recorded', now(), ARRAY[$2::uuid], ARRAY[$2::uuid], $3,
           at, $4, at, '2026-12-01'
    FROM generate_series('2026-03-02T05:00Z'::timestamptz, '2026-03-02T05:00Z'::timestamptz + $5 * interval '1 day',
                         interval '1 day') AS at
"""


@pytest.fixture
async def court(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    """A judge with a year of hearings."""
    await a_court(http, "aigul")
    for outcome, reason, more in (("held", None, 17), ("adjourned", "judge_unprepared", 1), ("adjourned", "party", 4)):
        await pool.execute(SAT, COURT, UUID(JUDGE), outcome, reason, more)


class As:
    """Somebody in a role, who asks."""

    def __init__(self, http: httpx.AsyncClient, role: Any, who: str) -> None:
        self.http, self.key = http, KEYS.make(role, COURT, UUID(who))

    async def asks(self, method: str, path: str, **more: Any) -> httpx.Response:
        return await self.http.request(method, path, headers={"Authorization": f"Bearer {self.key}"}, **more)

    async def does(self, tail: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        response = await self.asks("POST", f"{ONE}/{tail}", json=body)
        assert response.status_code == 200, response.text
        done: dict[str, Any] = response.json()
        return done

    async def status(self, tail: str = "", body: dict[str, Any] | None = None) -> int:
        method = "GET" if body is None else "POST"
        return (await self.asks(method, ONE + tail, json=body)).status_code

    async def sees(self) -> dict[str, Any]:
        response = await self.asks("GET", ONE)
        assert response.status_code == 200, response.text
        seen: dict[str, Any] = response.json()
        return seen


@pytest.fixture
def secretary(http: httpx.AsyncClient) -> As:
    return As(http, "secretary", SECRETARY)


@pytest.fixture
def judge(http: httpx.AsyncClient) -> As:
    return As(http, "judge", JUDGE)


@pytest.fixture
def panel(http: httpx.AsyncClient) -> list[As]:
    return [As(http, "judge", who) for who in PANEL]


async def opened(secretary: As) -> None:
    assert (await secretary.asks("PUT", ONE, json=OPENING)).status_code == 200


async def scored(secretary: As, panel: list[As]) -> None:
    await opened(secretary)
    await secretary.does("figures")
    for number, member in enumerate(panel):
        for criterion in ("legal_reasoning", "conduct_of_hearings"):
            await member.does("scores", {"criterion": criterion, "score": 50 + 10 * number})


async def drafted(secretary: As, panel: list[As]) -> None:
    await scored(secretary, panel)
    await secretary.does("draft")


async def test_from_opening_to_the_end(
    http: httpx.AsyncClient,
    work: Work,
    pool: asyncpg.Pool,
    clock: SteppingClock,
    court: None,
    secretary: As,
    judge: As,
    panel: list[As],
) -> None:
    await drafted(secretary, panel)
    seen = await judge.sees()
    spread = {one["code"]: one["spread"] for one in seen["draft"]["criteria"]}["legal_reasoning"]
    assert (spread["lowest"], spread["highest"], spread["mean"]) == ("50", "70", "60.00")
    by_code = {one["code"]: one for one in seen["figures"]}
    planned = by_code["held_as_planned"]
    assert (planned["counted_for"], planned["counted"]) == (18.0, 20.0)
    assert sorted({fact["why"] for fact in planned["behind"]}) == ["held_on_day", "judge_unprepared", "party"]

    own = next(fact["hearing_id"] for fact in planned["behind"] if fact["counted"] == "against")
    await judge.does("disputes", {"hearing_id": own, "words": "I was ill that day."})
    await judge.does("reply", {"words": "I agree with the rest."})
    assert await panel[0].status("/decide", {}) == 409
    await panel[0].does("settlements", {"hearing_id": own, "left_out": True, "words": "So it was."})
    done = await panel[0].does("decide", {"words": "Sound work."})
    assert done["facts"] == ["figures_taken", "decided"]
    seen = await judge.sees()
    assert {one["code"]: one["counted"] for one in seen["figures"]}["held_as_planned"] == 19.0
    assert seen["total"]["needs"] == []
    assert sorted(one["kind"] for one in seen["words"]) == ["dispute", "reasons", "reply", "settlement"]

    async with pool.acquire() as connection:
        (clock_row,) = await running_clocks(connection, [COURT])
    assert (clock_row.kind, clock_row.code, str(clock_row.due_on)) == ("evaluation", "appeal", "2026-12-08")
    assert await count_clocks(work) is False
    assert await let_evaluations_pass(work) is False
    clock.step(timedelta(days=15))
    assert await count_clocks(work) is True
    assert await let_evaluations_pass(work) is True
    assert (await judge.sees())["phase"] == "final"
    await measure_evaluations(work)
    standing = {
        phase: registry.get_sample_value("tarazy_evaluations", {"kind": "on_request", "phase": phase})
        for phase in ("decided", "final")
    }
    assert standing == {"decided": 0, "final": 1}
    events = [one for one in await told(pool) if one.type.startswith("court.evaluation.")]
    assert [one.type.split(".")[2] for one in events] == [
        "started", "part_given", "reply_awaited", "replied", "decision_awaited", "decided", "closed",
    ]  # fmt: skip
    assert events[1].data["people"] == events[4].data["people"] == PANEL
    assert (await http.get(f"{ONE}/record")).text.count(events[-1].data["record_hash"]) == 1
    assert events[5].data["appeal_until"] == "2026-12-08"
    assert "decision" not in events[5].data

    clock.step(timedelta(days=3650))
    assert await erase_words(work) is False
    clock.step(timedelta(days=2))
    assert await erase_words(work) is True
    assert await erase_words(work) is False
    assert (await As(http, "judge", JUDGE).sees())["words"] == []
    record = await secretary.asks("GET", f"{ONE}/record")
    assert "ill that day" not in record.text


async def test_nobody_sees_anothers_scores_and_strangers_nothing(
    http: httpx.AsyncClient, pool: asyncpg.Pool, court: None, secretary: As, judge: As, panel: list[As]
) -> None:
    await scored(secretary, panel)
    for reader in (secretary, judge, *panel):
        seen = await reader.sees()
        assert seen["draft"] is None
        assert not {"scores", "spread"} & seen.keys()
    assert (await panel[0].sees())["my_scores"] == {"legal_reasoning": "50", "conduct_of_hearings": "50"}
    assert (await secretary.sees())["my_scores"] == {}
    assert await secretary.status("/record") == 409
    assert await judge.status("/record") == 403
    for stranger in (
        As(http, "judge", an_id("stranger")),
        As(http, "chair", an_id("chair")),
        As(http, "hr_officer", an_id("hr")),
    ):
        assert await stranger.status() == 403
        assert await stranger.status("/scores", {"criterion": "legal_reasoning", "score": 1}) == 403
    # the secretary decides nothing, the judge scores nothing, the panel replies to nothing
    assert await secretary.status("/scores", {"criterion": "legal_reasoning", "score": 1}) == 403
    assert await judge.status("/scores", {"criterion": "legal_reasoning", "score": 99}) == 403
    assert await panel[0].status("/reply", {}) == 403
    assert await panel[0].status("/draft", {}) == 403
    notes = [str(note) for note in await pool.fetch("SELECT * FROM audit_trail")]
    assert sum("evaluation.read_file" in note for note in notes) == 6


async def test_a_judge_with_an_office_is_nothing_but_the_judge_in_the_own_evaluation(
    http: httpx.AsyncClient, court: None, secretary: As, panel: list[As]
) -> None:
    own = As(http, "secretary", JUDGE)
    assert (await own.asks("PUT", ONE, json=OPENING)).status_code == 403
    await scored(secretary, panel)
    for tail in ("/draft", "/figures"):
        assert await own.status(tail, {}) == 403
    assert await own.status("/record") == 403
    assert (await own.asks("GET", f"/courts/{COURT}/evaluations")).json() == []
    assert len((await secretary.asks("GET", f"/courts/{COURT}/evaluations")).json()) == 1


async def test_an_appeal_is_decided_by_the_body_of_appeals_alone(
    http: httpx.AsyncClient, court: None, secretary: As, judge: As, panel: list[As]
) -> None:
    await drafted(secretary, panel)
    await judge.does("reply", {})
    await panel[0].does("decide", {})
    await judge.does("appeal", {"words": "No."})
    others = sorted(an_id(f"other evaluator {number}") for number in range(3))
    returned = {"result": "returned", "panel": others}
    outsider = As(http, "judge", APPEALS)
    assert await outsider.status("/appeal-decision", returned) == 403
    term = {"from_on": "2026-01-01"}
    answer = await http.put(f"/discipline-body/appeal/{APPEALS}", json=term)
    assert answer.status_code == 200, answer.text
    assert [one["phase"] for one in (await outsider.asks("GET", f"/courts/{COURT}/evaluations")).json()] == ["appealed"]
    again = returned | {"panel": PANEL}
    assert only_error(await outsider.asks("POST", f"{ONE}/appeal-decision", json=again))[2] == "scored_before"
    await outsider.does("appeal-decision", returned)
    assert await outsider.status() == 403
    assert await panel[0].status() == 403
    assert (await As(http, "judge", others[0]).sees())["phase"] == "scoring"


async def test_what_is_wrong_is_named(http: httpx.AsyncClient, court: None) -> None:
    async def error(**changes: Any) -> tuple[int, str, str]:
        return only_error(await http.put(ONE, json=OPENING | changes))

    assert await error(panel=[JUDGE, *PANEL]) == (422, "panel", "evaluates_self")
    assert await error(panel=PANEL[:2]) == (422, "panel", "panel_short")
    assert await error(to_on="2027-01-01") == (422, "to_on", "in_the_future")
    assert await error(judge=an_id("stranger")) == (404, "judge", "no_judge_then")
    assert (await http.get(ONE)).status_code == 404
    assert (await http.put(ONE, json=OPENING)).status_code == 200
    second = f"/courts/{COURT}/evaluations/{an_id('second')}"
    assert only_error(await http.put(second, json=OPENING)) == (409, "judge", "evaluated_already")
    assert only_error(await http.post(f"{ONE}/draft")) == (409, "evaluation_id", "figures_missing")

    rules = (await http.get(f"/courts/{COURT}/evaluation-rules")).json()
    rules["criteria"][0]["weight"] += 1
    lighter = await http.put(f"/courts/{COURT}/evaluation-rules/2027-01-01", json=rules)
    assert only_error(lighter) == (422, "criteria", "weights_not_whole")


async def test_cycles_open_by_themselves_once_and_of_nobody_who_is_away(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, clock: SteppingClock, secretary: As
) -> None:
    await a_court(http, "aigul", "berik", "dana", "clerk")
    clerk = person("clerk", role="clerk")
    assert (await http.put(a_person_url("clerk"), json=clerk)).status_code == 200
    child = absence("berik", starts_at="2026-12-01T00:00:00+05:00", ends_at="2027-03-02T00:00:00+05:00")
    assert (await http.put(f"/absences/{an_id('child')}", json=child)).status_code == 200
    leaving = {"to_on": "2027-01-04"}
    assert (await http.post(a_person_url("dana", "/separate"), json=leaving)).status_code == 200

    async def coming() -> list[tuple[str, str, str]]:
        response = await secretary.asks("GET", f"/courts/{COURT}/evaluation-cycles")
        return [(one["judge"], one["to_on"], one["state"]) for one in response.json()]

    expected = {(an_id(name), "2027-01-05", "ahead") for name in ("aigul", "berik")}
    assert set(await coming()) == expected
    looked: dict[str, date] = {}
    assert await open_cycles(work, looked) is False
    clock.step(timedelta(days=42))
    assert {who: state for who, _, state in await coming()} == {an_id("aigul"): "due", an_id("berik"): "away"}
    for known in (looked, looked, {}):
        assert await open_cycles(work, known) is False
    (one,) = (await secretary.asks("GET", f"/courts/{COURT}/evaluations")).json()
    assert (one["judge"], one["kind"], one["from_on"], one["to_on"]) == (
        an_id("aigul"), "first_year", "2026-01-05", "2027-01-05",
    )  # fmt: skip
    started = [each for each in await told(pool) if each.type == "court.evaluation.started.v1"]
    assert [(each.data["person_id"], each.data["cycle"]) for each in started] == [(an_id("aigul"), "first_year")]
    there = f"/courts/{COURT}/evaluations/{one['evaluation_id']}"
    assert (await secretary.asks("POST", f"{there}/panel", json={"panel": PANEL})).status_code == 200
    await secretary.asks("POST", f"{there}/abandon", json={"reason": "opened_in_error"})
    clock.step(timedelta(days=70))
    assert await open_cycles(work, looked) is False
    kept = (await secretary.asks("GET", f"/courts/{COURT}/evaluations")).json()
    assert sorted((each["judge"], each["phase"]) for each in kept) == sorted(
        [(an_id("aigul"), "abandoned"), (an_id("berik"), "scoring")]
    )
    notes = [str(note) for note in await pool.fetch("SELECT * FROM audit_trail")]
    assert sum("evaluation.open_due" in note for note in notes) == 2


def form_token(page: httpx.Response) -> str:
    return page.text.split('name="form_token" value="')[1].split('"')[0]


@asynccontextmanager
async def signed_in(app: FastAPI, role: Any, who: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody in a browser."""
    transport, headers = httpx.ASGITransport(app), {"accept": "text/html", "accept-language": "en"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://hr", headers=headers, follow_redirects=True
    ) as client:
        await client.post("/sign-in", data={"key": KEYS.make(role, COURT, UUID(who))})
        yield client


async def test_the_pages_are_enough_for_everybody(app: FastAPI, court: None) -> None:
    desk = f"/courts/{COURT}/desk/evaluation"

    async def send(who: httpx.AsyncClient, page: str, leaf: str = "", **form: str) -> httpx.Response:
        shown = await who.get(page)
        assert shown.status_code == 200, shown.text
        return await who.post(page + leaf, data={"form_token": form_token(shown), **form})

    async with (
        signed_in(app, "secretary", SECRETARY) as secretary,
        signed_in(app, "judge", JUDGE) as judge,
        signed_in(app, "judge", PANEL[0]) as one,
        signed_in(app, "judge", PANEL[1]) as two,
        signed_in(app, "judge", PANEL[2]) as three,
    ):
        none_yet = (await judge.get(desk)).text
        assert "There is no evaluation that you are on." in none_yet
        assert "after the first year, opens on 5 January 2027" in none_yet
        wanted = {"judge": JUDGE, "kind": "on_request", "from_on": "01.02.2026", "last_on": "31.10.2026"}
        short = await send(secretary, f"{desk}/open", others=PANEL[0], **wanted)
        assert short.status_code == 409
        assert "01.02.2026" in short.text
        nobody = await send(secretary, f"{desk}/open", others="Нет Такого", **wanted)
        assert nobody.status_code == 422
        assert "Nobody in post is called Нет Такого." in nobody.text
        own = await send(secretary, f"{desk}/open", others="\n".join([*PANEL, person()["name"].lower()]), **wanted)
        assert own.status_code == 409
        # The rule, its source, and the judge by name: no id, no code.
        assert f"{person()['name']} cannot evaluate themselves" in own.text
        assert "Tarazy: taken from no act" in own.text
        made = await send(secretary, f"{desk}/open", others="\n".join(PANEL), **wanted)
        assert made.status_code == 200, made.text
        page = made.url.path
        assert (await send(secretary, page, "/office/draft")).status_code == 409
        assert (await send(secretary, page, "/office/figures")).status_code == 200
        for member in (one, two, three):
            assert (await send(member, page, "/panel/score", criterion="legal_reasoning", score="x")).status_code == 422
            for criterion in ("legal_reasoning", "conduct_of_hearings"):
                taken = await send(member, page, "/panel/score", criterion=criterion, score="71,5")
                assert taken.status_code == 200, taken.text
        refused = await send(judge, page, "/panel/score", criterion="legal_reasoning", score="99")
        assert refused.status_code == 403
        assert "71.5" not in (await judge.get(page)).text
        assert (await send(secretary, page, "/office/draft")).status_code == 200
        assert "14 days are left" in (await judge.get(page)).text
        assert "The judge may still reply" in (await one.get(page)).text
        behind = await judge.get(f"{page}/figures/held_as_planned?only=against")
        assert "adjourned: the judge was not prepared" in behind.text
        assert "adjourned: the judge was not prepared" not in (await judge.get(f"{page}/figures/timeliness")).text
        hearing = behind.text.split(f"{page}/dispute/")[1].split('"')[0]
        asks = f"{page}/dispute/{hearing}"
        assert (await two.get(asks)).text.count("<textarea") == 0
        formed = form_token(await judge.get(asks))
        disputed = {"form_token": formed, "hearing_id": hearing, "words": "I was ill."}
        assert (await judge.post(f"{page}/judge/dispute", data=disputed)).status_code == 200
        assert "This hearing cannot be disputed now." in (await judge.get(asks)).text
        await send(judge, page, "/judge/reply", words="Thank you.")
        waits = await one.get(page)
        assert "1 dispute waits to be settled." in waits.text
        assert "I was ill." in waits.text
        late = await send(secretary, page, "/office/figures")
        assert late.status_code == 409
        assert "The judge has replied to these figures" in late.text
        settled = await send(one, page, "/panel/settle", hearing_id=hearing, left_out="yes", words="So it was.")
        assert "without what is left out: too little to say" in settled.text
        assert "You can decide now" in settled.text
        decided = await send(two, page, "/panel/decide", words="Sound work.")
        assert "Decided, may be appealed" in decided.text
        assert "So it was." in decided.text
        appealed = await send(judge, page, "/judge/appeal", words="No.")
        assert "Appealed" in appealed.text
        assert (await send(three, page, "/appeal/uphold")).status_code == 403


async def test_rules_are_laid_down_by_a_page_that_first_says_what_they_change(
    http: httpx.AsyncClient, app: FastAPI, court: None
) -> None:
    desk = f"/courts/{COURT}/desk/evaluation/rules"
    async with signed_in(app, "secretary", SECRETARY) as secretary, signed_in(app, "judge", JUDGE) as judge:
        assert "Hearings held on the planned day" in (await judge.get(desk)).text
        assert (await judge.get(f"{desk}/new")).status_code == 403
        page = await secretary.get(f"{desk}/new")
        shown = re.findall(r"<(?:input|textarea|option)[^>]*", page.text)
        rules = EVALUATION.shipped.rules
        form = {"form_token": form_token(page), "valid_from": "01.01.2027", "where": "here", "source": "Order 7"}
        form |= {name: str(getattr(rules, name)) for name in (
            "first_after_months", "every_months", "long_leave_days", "quorum", "least_hearings", "keep_days",
        )} | {"opens_by_itself": "1", "own_reasons": "\n".join(rules.own_reasons)}  # fmt: skip
        for criterion in rules.criteria:
            form[f"{criterion.code}-weight"] = str(criterion.weight)
            form[f"{criterion.code}-need_below"] = f"{criterion.need_below or ''}"
            form[f"{criterion.code}-needs"] = ", ".join(criterion.needs)
        form |= {f"category-{one.code}": f"{one.from_score}" for one in rules.categories}
        for clock in rules.clocks:
            form |= {f"{clock.code}-{part}": str(getattr(clock, part)) for part in ("amount", "unit", "source")}
            form[f"{clock.code}-warn_days"] = str(clock.warn_days)
        assert len(shown) > len(form)
        heavy = await secretary.post(f"{desk}/new", data=form | {"timeliness-weight": "20"})
        assert heavy.status_code == 409
        assert "The weights of the criteria make 100 together, not 105 (Order 7)." in heavy.text
        late = await secretary.post(f"{desk}/new", data=form | {"valid_from": "24.11.2026"})
        assert late.status_code == 409
        wanted = form | {
            "timeliness-weight": "0",
            "reply-amount": "5",
            "first_after_months": "24",
            "new-code": "writing",
        }
        wanted |= {"new-weight": "15", "new-basis": "panel", "new-kk": "Жазу", "new-ru": "Письмо"}
        assert "Give its code and all three names." in (await secretary.post(f"{desk}/new", data=wanted)).text
        wanted |= {"new-en": "Writing"}
        preview = await secretary.post(f"{desk}/new", data=wanted)
        assert preview.status_code == 200
        assert "In twelve months 1 come due in this court by the rules of today, and 0 by these." in preview.text
        assert "Timeliness: Weight" in preview.text
        nothing_yet = (await http.get(f"/courts/{COURT}/evaluation-rules?on=2027-01-01")).json()
        assert nothing_yet["source"] == rules.source
        laid_down = await secretary.post(f"{desk}/new", data=wanted | {"lay_down": "1"})
        assert "Recorded." in laid_down.text
        stands = (await http.get(f"/courts/{COURT}/evaluation-rules?on=2027-01-01")).json()
        assert [(one["code"], one["weight"]) for one in stands["criteria"]][-1] == ("writing", 15)
        assert (stands["first_after_months"], stands["clocks"][0]["amount"], stands["verified"]) == (24, 5, False)


async def test_totals_are_told_of_years_that_are_over_and_groups_of_five(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http)
    rows = [(UUID(an_id(f"evaluation {number}")), UUID(an_id(f"judge {number}"))) for number in range(5)]
    for evaluation_id, judge_id in rows:
        await pool.execute(
            "INSERT INTO evaluations (evaluation_id, court_id, judge, kind, phase, from_on, to_on, opened_on, ended_on,"
            " total, category, needs) VALUES ($1, $2, $3, 'periodic', 'final', '2025-01-01', '2026-01-01',"
            " '2026-02-01', '2026-05-01', 70, 'sufficient', '{}')",
            evaluation_id, COURT, judge_id,
        )  # fmt: skip
    assert only_error(await http.get("/evaluation-totals?year=2026")) == (422, "year", "year_goes_on")
    clock.step(timedelta(days=40))
    groups = (await http.get("/evaluation-totals?year=2026")).json()["groups"]
    assert [(one["court_id"], one["evaluations"]) for one in groups] == [(None, 5), (None, 5), (COURT, 5)]
    assert {one["categories"] for one in groups} == {None}, "all five are in one category"
    # What was told of a year stays as it was: one who comes late would be the difference of two totals.
    await pool.execute("DELETE FROM evaluations WHERE evaluation_id = $1", rows[0][0])
    assert (await http.get("/evaluation-totals?year=2026")).json()["groups"] == groups
    public = await http.get("/judges-evaluated", headers={"Authorization": "", "accept-language": "en"})
    assert public.status_code == 200
    assert "Evaluation of judges in 2026" in public.text
    assert NAMES["en"] in public.text
    assert "not told" in public.text
    running = await http.get("/judges-evaluated?year=2027", headers={"accept-language": "en"})
    assert "This year is not over yet." in running.text
    await pool.execute("UPDATE evaluations SET ended_on = '2025-05-01'")
    assert (await http.get("/evaluation-totals?year=2025")).json()["groups"] == []


async def test_needs_are_summed_by_quarters_and_named_for_the_secretary_alone(
    http: httpx.AsyncClient, app: FastAPI, pool: asyncpg.Pool, secretary: As
) -> None:
    judges = [f"judge-{number}" for number in range(5)]
    await a_court(http, *judges)
    for name in judges:
        await pool.execute(
            "INSERT INTO evaluations (evaluation_id, court_id, judge, kind, phase, from_on, to_on, opened_on, ended_on,"
            " total, category, needs) VALUES ($1, $2, $3, 'periodic', 'final', '2025-01-01', '2026-01-01',"
            " '2026-02-01', '2026-09-30', 40, 'needs_support', '{drafting,ethics}')",
            UUID(an_id(f"of {name}")), COURT, UUID(an_id(name)),
        )  # fmt: skip
    session = UUID(an_id("session"))
    await pool.execute(
        "INSERT INTO training_sessions (session_id, court_id, programme, starts_at, ends_at, starts_on, minutes,"
        " enrol_until, places, taken, waiting, cancelled) VALUES ($1, $2, 'drafting', '2026-12-08T04:00Z',"
        " '2026-12-08T08:00Z', '2026-12-08', 240, '2026-12-01', 8, 3, 1, false)",
        session, COURT,
    )  # fmt: skip
    certified = (
        "INSERT INTO training_certificates (certificate_id, code, session_id, person_id, court_id, programme,"
        " issued_on) VALUES (gen_random_uuid(), $1, $2, $3, $4, 'judicial-ethics', $5)"
    )
    for number, day in enumerate((date(2026, 9, 30), date(2026, 11, 1), date(2026, 1, 1))):
        await pool.execute(certified, f"CODE{number}", session, UUID(an_id(judges[number])), COURT, day)
    officer = As(http, "hr_officer", an_id("hr"))
    seen = (await officer.asks("GET", f"/courts/{COURT}/training-needs")).json()
    # One was certified before the quarter began; a certificate of this quarter, and one from before, count nothing.
    expected = {"drafting": 5, "ethics": 4}
    assert seen["as_of"] == "2026-10-01"
    assert [(one["court_id"], one["judges"], one["subjects"]) for one in seen["places"]] == [
        (None, 5, expected), (None, 5, expected), (COURT, 5, expected),
    ]  # fmt: skip
    assert [(one["role"], one["subjects"]) for one in seen["roles"]] == [("judge", expected)]
    assert {"subject": "drafting", "programmes": ["drafting", "induction"], "free_places": 4} in seen["taught"]
    assert not {an_id(name) for name in judges} & set(str(seen).split("'"))
    assert (await As(http, "judge", an_id(judges[0])).asks("GET", f"/courts/{COURT}/training-needs")).status_code == 403

    page = f"/courts/{COURT}/desk/training/needs"
    async with signed_in(app, "hr_officer", an_id("hr")) as hr, signed_in(app, "secretary", SECRETARY) as office:
        assert "5 of 5" in (text := (await hr.get(page)).text)
        assert person()["name"] not in text
        assert person()["name"] in (await office.get(page)).text
    notes = [str(note) for note in await pool.fetch("SELECT * FROM audit_trail")]
    assert sum("evaluation.read_file" in note for note in notes) == 1
    await pool.execute("DELETE FROM evaluations WHERE judge = $1", UUID(an_id(judges[0])))
    assert (await officer.asks("GET", f"/courts/{COURT}/training-needs")).json()["places"] == []


async def test_what_comes_with_the_program_weighs_a_hundred() -> None:
    assert sum(one.weight for one in EVALUATION.shipped.rules.criteria) == 100
