"""A hearing's limits explain themselves over HTTP, and change at once when something is ordered about its case."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.http.cause_list import make_pages
from tarazy_scheduling.adapters.http.hearing_limits import hearing_limits_router
from tarazy_scheduling.adapters.http.limit_rules import limit_rules_router
from tarazy_scheduling.adapters.http.rulings import rulings_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

NAME = {"kk": "Екі ай", "ru": "Два месяца", "en": "Two months"}
TWO_MONTHS: dict[str, Any] = {
    "limits": "latest_day",
    "amount": 2,
    "unit": "months",
    "trigger": "preparation_ended",
    "name": NAME,
    "act": {"kk": "АПК", "ru": "ГПК", "en": "Code"},
    "article": "183(2)",
    "applies": {"categories": ["civil.*"]},
    "suspendable": True,
    "extension": {"by": "judge", "amount": 1},
    "roll_over": "next_working_day",
    "roll_over_source": "article 122",
    "verified": True,
    "source": "The code in force",
    "valid_from": "2026-01-01",
}
LONGER = {"kind": "extended", "rule": "cpc.183.2", "authority": "judge", "until_on": "2026-04-20"}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    routers = (
        hearing_limits_router(running, make_pages(), settings),
        rulings_router(running, scheduling.sets, settings),
        limit_rules_router(running, scheduling.sets, settings),
    )
    async with client_of(*routers, headers=TOKEN) as client:
        yield client


@pytest.fixture
async def asked(scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient) -> dict[str, Any]:
    """A request for a late day in a court that goes by two months."""
    laid_down = await http.put(f"/courts/{court.court_id}/limit-rules/cpc.183.2", json=TWO_MONTHS)
    assert laid_down.status_code == 200, laid_down.text
    case = court.case(filed_at="2025-12-01T10:00:00+05:00")
    request = court.request(case, earliest_on="2026-04-06", latest_on="2026-04-30")
    await scheduling.take(registered(case), requested(request))
    return request


async def record(http: httpx.AsyncClient, court: ACourt, asked: dict[str, Any], **body: Any) -> httpx.Response:
    body = {"recorded_by": court.clerks[0], "reason": "As ordered on 2 March", **body}
    return await http.put(f"/cases/{asked['case_id']}/rulings/{new_id()}", json=body)


async def limits(http: httpx.AsyncClient, asked: dict[str, Any], lang: str = "en") -> dict[str, Any]:
    answer = await http.get(f"/hearings/{asked['hearing_id']}/limits", params={"lang": lang})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def rule_of(shown: dict[str, Any], code: str) -> dict[str, Any]:
    return next(rule for rule in shown["rules"] if rule["code"] == code)


async def test_a_term_explains_itself_step_by_step(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, asked: dict[str, Any]
) -> None:
    waits = rule_of(await limits(http, asked), "cpc.183.2")
    assert [step["text"] for step in waits["steps"]] == [
        "It has not begun: the end of the preparation is not recorded."
    ]
    began = await record(http, court, asked, kind="began", trigger="preparation_ended", from_on="2026-02-01")
    assert (began.status_code, began.json()["changed"]) == (201, True)
    unlisted = (await scheduling.told())[-1]
    assert (unlisted["type"], unlisted["conflicts"][0]["refers_to"]) == ("court.hearing.unlisted.v1", "2026-04-01")
    still = {"kind": "suspended", "from_on": "2026-02-10", "until_on": "2026-02-20"}
    assert (await record(http, court, asked, **still)).status_code == 201
    listed = (await scheduling.told())[-1]
    assert (listed["type"], listed["latest_lawful_on"]) == ("court.hearing.scheduled.v1", "2026-04-13")
    shown = await limits(http, asked)
    assert (shown["latest_lawful_on"], shown["latest_by"]) == ("2026-04-13", "cpc.183.2")
    rule = rule_of(shown, "cpc.183.2")
    assert rule["title"] == "Two months (Code, article 183(2))"
    assert [step["text"] for step in rule["steps"]] == [
        "It runs from the end of the preparation: 1 February 2026.",
        "2 months later is 1 April 2026.",
        "From 10 February 2026 the proceedings were suspended for 10 days: it ends on 11 April 2026.",
        "11 April 2026 is a day off: the next working day is 13 April 2026.",
    ]
    assert [(step["code"], step["on"]) for step in rule["steps"]][-1] == ("rolled_over", "2026-04-13")
    assert rule["standing"] == "It holds."
    assert shown["outcome"][0] == "The last lawful day is 13 April 2026."
    assert [one["kind"] for one in shown["rulings"]] == ["began", "suspended"]


@pytest.mark.parametrize(
    ("lang", "outcome", "step"),
    [
        ("ru", "Последний законный день: 1 апреля 2026 г.", "Через 2 месяца: 1 апреля 2026 г."),
        ("kk", "Соңғы заңды күн: 2026 ж. 1 сәуір.", "2 ай қосылғанда: 2026 ж. 1 сәуір."),
    ],
)
async def test_it_does_so_in_the_readers_language(
    court: ACourt, http: httpx.AsyncClient, asked: dict[str, Any], lang: str, outcome: str, step: str
) -> None:
    await record(http, court, asked, kind="began", trigger="preparation_ended", from_on="2026-02-01")
    shown = await limits(http, asked, lang)
    assert (shown["language"], shown["outcome"][0].replace("\xa0", " ")) == (lang, outcome)
    text = rule_of(shown, "cpc.183.2")["steps"][1]["text"]
    assert text.replace("\xa0", " ") == step


async def test_a_rule_that_is_not_verified_is_shown_and_binds_nobody(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case(filed_at="2025-01-01T10:00:00+05:00", category="administrative.dispute")
    request = court.request(case)
    told = await scheduling.take(registered(case), requested(request))
    assert told[-1]["type"] == "court.hearing.scheduled.v1"
    shown = await limits(http, request)
    rule = rule_of(shown, "appk.146")
    assert (rule["on"], rule["counts"], rule["verified"]) == ("2025-04-01", False, False)
    assert rule["standing"] == "Nobody is held to it: it was not verified."
    assert shown["latest_lawful_on"] is None
    notice = rule_of(shown, "notice.main")
    assert notice["steps"][-1]["text"] == "With 5 working days in between, the first day is 11 March 2026."


async def test_an_extension_and_its_withdrawal_change_the_day_at_once(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, asked: dict[str, Any]
) -> None:
    await record(http, court, asked, kind="began", trigger="preparation_ended", from_on="2026-02-01")
    answer = await record(http, court, asked, **LONGER)
    assert (await limits(http, asked))["latest_lawful_on"] == "2026-04-20"
    assert (await scheduling.told())[-1]["type"] == "court.hearing.scheduled.v1"
    ruling_id = answer.json()["ruling"]["ruling_id"]
    address = f"/cases/{asked['case_id']}/rulings/{ruling_id}/withdrawal"
    taken_back = {"recorded_by": court.clerks[0], "reason": "Entered in another case's name"}
    codes = [(await http.put(address, json=taken_back)).status_code for _ in range(2)]
    assert codes == [201, 200]
    assert (await limits(http, asked))["latest_lawful_on"] == "2026-04-01"
    assert (await scheduling.told())[-1]["type"] == "court.hearing.unlisted.v1"
    kept = (await http.get(f"/cases/{asked['case_id']}/rulings")).json()["rulings"]
    assert [(one["kind"], one["counts"]) for one in kept] == [
        ("began", True), ("extended", False), ("withdrawn", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({**LONGER, "until_on": "2026-09-01"}, "until_on", "too_long"),
        ({**LONGER, "rule": "none"}, "rule", "unknown_code"),
        ({"kind": "suspended", "from_on": "2026-03-02", "until_on": "2026-03-01"}, "until_on", "field_wrong"),
        ({"kind": "suspended", "from_on": "2026-03-02", "rule": "cpc.183.2"}, "rule", "field_wrong"),
        ({"kind": "forgotten"}, "kind", "field_wrong"),
        ({"kind": "resumed", "from_on": "2026-03-02"}, "kind", "not_suspended"),
        ({"kind": "suspended", "from_on": "2026-03-02", "reason": " "}, "reason", "field_wrong"),
        ({"kind": "suspended", "from_on": "2026-03-02", "recorded_by": str(new_id())}, "recorded_by", "unknown_person"),
    ],
)  # fmt: skip
async def test_a_wrong_ruling_is_refused_by_field(
    court: ACourt, http: httpx.AsyncClient, asked: dict[str, Any], body: dict[str, Any], field: str, code: str
) -> None:
    await record(http, court, asked, kind="began", trigger="preparation_ended", from_on="2026-02-01")
    answer = await record(http, court, asked, **body)
    assert answer.status_code == 422, answer.text
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]
    assert len((await http.get(f"/cases/{asked['case_id']}/rulings")).json()["rulings"]) == 1


async def test_what_is_not_known_is_404_and_without_the_token_nothing_is_said(
    court: ACourt, http: httpx.AsyncClient, asked: dict[str, Any]
) -> None:
    assert (await http.get(f"/hearings/{new_id()}/limits")).status_code == 404
    assert (await record(http, court, {"case_id": new_id()}, kind="suspended", from_on="2026-03-02")).status_code == 404
    http.headers.pop("Authorization")
    for address in (f"/hearings/{asked['hearing_id']}/limits", f"/cases/{asked['case_id']}/rulings"):
        answer = await http.get(address)
        assert answer.status_code == 401
        assert asked["case_id"] not in json.dumps(answer.json())
