"""A real Prometheus watches a day with everything in it: each panel gets numbers, each rule can be evaluated."""

import asyncio
import json
import os
import re
import signal
import subprocess
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ids import new_id
from tests.system.conftest import Import
from tests.system.court_system import CourtSystem
from tests.system.courts import a_case, a_court, a_request
from tests.system.prometheus import Prometheus, prometheus
from tests.system.test_bad_input import parked
from tests.system.test_main_flow import ALMATY, court_id
from tests.unit.deploy.programs import program
from tests.unit.deploy.repository import DEPLOY, alerts, all_promql

Data = dict[str, Any]
SERVICES = {"hr", "scheduling", "notifications"}
SLOWEST = 75.0
"""Seconds after which all gauges have been measured: those of training are once a minute."""
COMPARISON = re.compile(r"\s(==|!=|>=|<=|>|<)\s")

pytestmark = pytest.mark.timeout(300)

PANELS = [(place, promql) for place, promql in all_promql() if not place.startswith("alert ")]


async def everything(system: CourtSystem, court: Data, today: date) -> None:
    """What a court's day may bring: hearings placed, moved and without a place, mails that are not taken, bad records.

    Everything that is counted under a label of its own happens once; done twice, each count has something to rise from.
    """
    case = a_case(court_id(court))
    bad_box = case["parties"][0]["contacts"][0]["address"]
    behaviour = {"mode": "refuse", "at": "rcpt", "code": 550, "recipients": [bad_box]}
    await system.http.post(f"{system.endpoints['catcher']['url']}/behaviour", json=behaviour)
    known = await system.publish("case.registered", case)
    await system.publish("case.registered", case, event_id=known)  # dropped: it is known
    requested = await system.publish("hearing.requested", a_request(case, today=today))
    placed = await system.answer_to(requested, "hearing.scheduled", within=60)
    judge = placed.data["person_ids"]["judges"][0]
    recusal = {"case_id": case["case_id"], "court_id": court_id(court), "person_id": judge, "reason": "kinship"}
    await system.answer_to(await system.publish("recusal.granted", recusal), "hearing.rescheduled")
    await system.answer_to(await without_a_place(system, court, today), "hearing.unlisted")
    await parked(system, await system.publish("case.registered", case, value=b"no JSON"))
    await system.until("a failed notice", lambda s: [one for one in s.told if one.type == "court.notice.failed.v1"])
    await system.mail(case["parties"][1]["contacts"][0]["address"])
    await system.http.post(f"{system.endpoints['catcher']['url']}/behaviour", json={"mode": "accept"})


async def without_a_place(system: CourtSystem, court: Data, today: date) -> str:
    """A request for a hearing whose claimant is away all the time; gives its id."""
    case = a_case(court_id(court))
    await system.publish("case.registered", case)
    away = {
        "unavailability_id": new_id(),
        "court_id": court_id(court),
        "party_id": case["parties"][0]["party_id"],
        "starts_at": datetime.now(ALMATY).isoformat(),
        "ends_at": (datetime.now(ALMATY) + timedelta(days=90)).isoformat(),
    }
    await system.publish("unavailability.declared", away)
    return await system.publish("hearing.requested", a_request(case, today=today))


async def lose_postgres(system: CourtSystem, state: Path, court: Data) -> None:
    """Kill PostgreSQL while events come, so that handlers and loops fail, and wait until all of them are done."""

    def pids() -> list[int]:
        return list(json.loads((state / "endpoints.json").read_text(encoding="utf-8"))["pids"]["postgres"])

    before = pids()
    os.kill(before[0], signal.SIGKILL)
    events = [await system.publish("case.registered", a_case(court_id(court))) for _ in range(20)]
    async with asyncio.timeout(30):
        while pids() in ([], before):  # noqa: ASYNC110  the file of another process
            await asyncio.sleep(0.1)
    for event in events:
        await system.answer_to(event, "case.allocated", within=60)


@pytest.fixture(scope="module")
async def watching(
    system: CourtSystem, import_court: Import, state: Path, today: date, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Prometheus]:
    """Prometheus, after it has seen such a day twice."""
    async with prometheus(system.endpoints, tmp_path_factory.mktemp("prometheus")) as watching:
        assert await watching.values('sum(up{job="tarazy"}) == 3')
        court = a_court(f"watched-{new_id()[:8]}")
        imported = await import_court(court)
        assert imported.returncode == 0, imported.stdout + imported.stderr
        await everything(system, court, today)
        await lose_postgres(system, state, court)
        await asyncio.sleep(3)  # seen by Prometheus as it stands now
        await everything(system, court, today)
        yield watching


@pytest.mark.parametrize(("place", "promql"), PANELS, ids=[place for place, _ in PANELS])
async def test_a_panel_shows_numbers(watching: Prometheus, place: str, promql: str) -> None:
    # "All" is `.*`, which a label that does not exist would satisfy
    asked = re.sub(r"\$(service|court|channel)\b", ".+", promql)
    assert "$" not in asked, "a variable that this test does not know"
    # A part of nothing is left out on the board: what there would be to divide has to be there.
    whole = asked.replace("> 0", ">= 0")
    assert await watching.values(whole, within=SLOWEST, takes_nan=whole != asked), f"{place} stays empty: {whole}"


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
async def test_a_rule_has_something_to_look_at(watching: Prometheus, rule: Data) -> None:
    """An alert without trouble gives no series: so each comparison is asked to give 0 or 1 instead."""
    trouble, unless, excuse = rule["expr"].partition("unless")
    asked = COMPARISON.sub(r" \1 bool ", trouble)
    assert asked != trouble
    asked += unless + excuse
    assert await watching.values(asked, within=SLOWEST), f"{rule['alert']} can never fire: {asked}"


async def test_prometheus_evaluates_every_rule_without_an_error(watching: Prometheus) -> None:
    rules = await watching.rules()
    assert {rule["name"] for rule in rules} == {rule["alert"] for rule in alerts()}
    assert {rule["name"]: rule.get("lastError", "") for rule in rules if rule["health"] != "ok"} == {}


async def test_a_parked_record_raises_its_alert_and_nothing_else_is_down(watching: Prometheus) -> None:
    assert await watching.values('ALERTS{alertname="DeadLetters", alertstate="firing", service="scheduling"}')
    assert await watching.query('ALERTS{alertname="ServiceDown"}') == []


async def test_the_variable_of_the_dashboard_offers_the_three_services(watching: Prometheus) -> None:
    answer = await watching.http.get("/api/v1/label/service/values", params={"match[]": "tarazy_outbox_rows"})
    assert set(answer.json()["data"]) == SERVICES


def test_promtool_accepts_the_configuration_and_its_rules() -> None:
    file = DEPLOY / "prometheus" / "prometheus.yml"
    promtool = [program("promtool", "prometheus"), "check", "config", str(file)]
    ran = subprocess.run(promtool, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{len(alerts())} rules found" in ran.stdout


@pytest.mark.parametrize("service", sorted(SERVICES))
async def test_metrics_of_ours_are_named_as_prometheus_wants_them(system: CourtSystem, service: str) -> None:
    told = await system.http.get(f"{system.endpoints['services'][service]['url']}/metrics")
    promtool = [program("promtool", "prometheus"), "check", "metrics"]
    ran = await asyncio.to_thread(
        subprocess.run, promtool, input=told.text, capture_output=True, text=True, check=False
    )
    assert [line for line in (ran.stdout + ran.stderr).splitlines() if line.startswith("tarazy_")] == []
