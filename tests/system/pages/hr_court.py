"""A court with something of everything that HR's pages show, with the longest names that people have."""

import json
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from tests.clocks import SteppingClock
from tests.integration.hr.requests import COURT, an_id, person

HOST, EMPTY = "kz-almaty-2", "kz-almaty-3"
NAMES = {
    "kk": "Алматы қаласының мамандандырылған ауданаралық экономикалық соты",
    "ru": "Специализированный межрайонный экономический суд города Алматы",
    "en": "Specialised Interdistrict Economic Court of the City of Almaty",
}
LONG = "Құдайбергенова-Сейітмұратова Гүлбаршын Мұхаметқалиқызы"
DUTY = {
    "first_on": "2027-01-04",
    "weeks": 4,
    "turn": [{"person_id": an_id(name)} for name in ("aigul", "berik")],
    "places": [{"court_id": COURT}],
}
PROCEDURE: dict[str, Any] = {
    "code": "judges",
    "name": NAMES,
    "source": "Order 12 of the chair",
    "applications": {"days": 30},
    "stages": [
        {
            "code": "interview",
            "name": {"kk": "Әңгімелесу", "ru": "Собеседование", "en": "Interview"},
            "scored_by": "panel",
            "maximum": 50,
            "threshold": 25,
            "weight": 100,
            "period": {"days": 10, "kind": "working"},
        }
    ],
    "reasons": [{"code": "answers", "name": {"kk": "Жауаптары", "ru": "Ответы", "en": "Answers"}}],
    "quorum": 3,
}
LEAVE_TYPE = {
    "valid_from": "2027-01-01",
    "source": "Order 12 of the chair",
    "verified": True,
    "rules": {
        "name": {"kk": "Жыл сайынғы демалыс", "ru": "Ежегодный отпуск", "en": "Annual leave"},
        "unit": "calendar_days_without_holidays",
        "entitlements": [{"days": "30"}, {"days": "45", "role": "judge", "from_years": 10}],
        "accrual": "year_start",
    },
}
_PEOPLE: dict[str, dict[str, Any]] = {
    "aigul": {"role": "chair", "name": LONG, "working_pattern": {"mon": ["am", "pm"], "wed": ["am"]}},
    "berik": {"specialisms": ["juvenile", "civil.housing"]},
    "dana": {"role": "clerk", "name": "Нұрланова Сәуле Ерланқызы", "full_time_share": "0.5"},
}


async def fill(http: httpx.AsyncClient) -> None:
    """Have it all recorded; `http` shows the service's own token."""
    for court_id in (COURT, HOST, EMPTY):
        named = {"name": NAMES, "level": "district", "region": "Алматы"}
        await _put(http, f"/courts/{court_id}", named)
    here = f"/courts/{COURT}"
    for number, name in enumerate(("aigul", "berik", "dana", "vacant"), 1):
        await _put(http, f"{here}/posts/{an_id(f'post of {name}')}", {"number": f"{number}-б/{number}", "share": "1"})
    await _put(http, f"/courts/{HOST}/posts/{an_id('host')}", {"number": "7", "role": "judge"})
    for name, said in _PEOPLE.items():
        await _put(http, f"{here}/people/{an_id(name)}", person(name, **said))
    await _time(http, here)
    await _file(http, f"{here}/people/{an_id('berik')}")
    competition: dict[str, Any] = {"post_id": an_id("post of vacant"), "role": "judge", "from_on": "2027-06-01"}
    competition["panel"] = [an_id(name) for name in _PEOPLE]
    await _put(http, f"{here}/competitions/{an_id('one')}", competition)
    papers = [
        {"code": code, "name": f"{code}.pdf", "sha256": "ab" * 32} for code in ("identity", "diploma", "work_record")
    ]
    applicant = {"name": LONG, "identity_number": secrets.token_hex(6), "documents": papers}
    await _put(http, f"{here}/competitions/{an_id('one')}/applications/{an_id('applicant')}", applicant)
    await _put(http, f"{here}/selection-procedures/2027-07-01", PROCEDURE)
    await _put(http, f"{here}/norms/civil.housing", {"weight_minutes": 240, "valid_from": "2027-01-01"})
    account = {"issuer": "https://sign-on.court.test/realms/tarazy", "subject": an_id("account")}
    await _put(http, "/accounts", account | {"person_id": an_id("aigul")})
    grant = {"role": "observer", "court_id": COURT, "from_on": "2026-11-24"}
    await _put(http, f"/grants/{an_id('grant')}", account | grant)
    await _evaluation(http, here)
    await _discipline(http, here)


async def _time(http: httpx.AsyncClient, here: str) -> None:
    """Leave, sickness, duty, cover."""
    leave = {"leave_type": "annual", "first_on": "2026-12-14", "last_on": "2026-12-31", "note": "С семьёй"}
    await _post(http, f"{here}/people/{an_id('aigul')}/leaves", leave | {"absence_id": an_id("leave")})
    sick = {"leave_type": "sickness", "first_on": "2026-11-23", "absence_id": an_id("sickness")}
    await _post(http, f"{here}/people/{an_id('berik')}/leaves/recorded", sick)
    await _put(http, f"{here}/leave-types/annual", LEAVE_TYPE)
    await _put(http, f"{here}/cover-rules/all-judges", {"minimum": 2, "valid_from": "2026-01-01"})
    adjustment = {"leave_type": "annual", "on": "2026-01-05", "kind": "opening", "days": "12.5", "reason": "Карточка"}
    await _put(http, f"{here}/people/{an_id('berik')}/leave-adjustments/{an_id('adjustment')}", adjustment)
    await _post(http, f"{here}/duties", DUTY)


async def _file(http: httpx.AsyncClient, berik: str) -> None:
    """All that a person's file can hold."""
    await _put(http, f"{berik}/working-patterns/2027-02-01", {"working_pattern": {"mon": ["am"], "fri": ["am", "pm"]}})
    against = {"person_id": an_id("berik"), "against": "ТОО «Береке»", "from_on": "2026-11-01"}
    await _put(http, f"/courts/{COURT}/interests/{an_id('interest')}", against)
    acts = {"post_id": an_id("post of vacant"), "role": "judge", "from_on": "2026-12-01", "to_on": "2026-12-31"}
    await _put(http, f"{berik}/acting/{an_id('acting')}", acts)
    await _post(http, f"{berik}/suspend", {"from_on": "2026-02-01"})
    await _post(http, f"{berik}/reinstate", {"from_on": "2026-03-01"})
    away = {"host_court_id": HOST, "post_id": an_id("host"), "first_on": "2027-03-01", "last_on": "2027-03-31"}
    await _post(http, f"{berik}/secondments", away | {"absence_id": an_id("secondment")})


async def _evaluation(http: httpx.AsyncClient, here: str) -> None:
    """One that waits for the judge's reply; the court's hearings are behind its figures."""
    one, panel = f"{here}/evaluations/{an_id('evaluation')}", [an_id(name) for name in ("aigul", "dana", "elsewhere")]
    of = {"judge": an_id("berik"), "kind": "periodic", "from_on": "2026-03-01", "to_on": "2026-11-01"}
    await _put(http, one, of | {"panel": panel})
    await _post(http, f"{one}/figures", {})
    for member in panel:
        for criterion in ("legal_reasoning", "conduct_of_hearings"):
            await _post(http, f"{one}/scores", {"criterion": criterion, "score": 55, "by": member})
    await _post(http, f"{one}/draft", {})


async def ask(http: httpx.AsyncClient, court_id: str = COURT) -> str:
    """A survey that runs, and one that has ended with words that nobody has read: an unused token of the first."""
    told = []
    for name in ("survey", "closed survey"):
        survey = f"/courts/{court_id}/surveys/{an_id(name)}"
        await _put(http, survey, {"questionnaire": "court_users", "closes_on": "2026-12-01", "courts": [COURT, HOST]})
        answer = await http.post(f"{survey}/tokens", json={"number": 7})
        first, *others = answer.json()
        told.append(str(first))
        for number, token in enumerate(others):
            sheet = {"q-heard": str(number % 3 + 3), "q-respect": str(number % 5 + 1), "q-remarks": LONG}
            assert (await http.post(f"/answer/{token}", data=sheet)).is_success
    await _post(http, f"/courts/{court_id}/surveys/{an_id('closed survey')}/close", {})
    return told[0]


async def _discipline(http: httpx.AsyncClient, here: str) -> None:
    """A complaint with words and evidence."""
    papers = [
        {"kind": "complaint", "title": LONG, "words": f"{LONG}\n\n{LONG}", "author": LONG},
        {"kind": "evidence", "title": "Запись", "sha256": "ab" * 32},
    ]
    said = {"judge": an_id("berik"), "complainant": "person", "grounds": ["ethics_breach"], "papers": papers}
    days = {"happened_on": "2026-11-02", "learned_on": "2026-11-20"}
    await _put(http, f"{here}/discipline/{an_id('case')}", said | days)
    await _put(http, f"/discipline-body/first/{an_id('aigul')}", {"from_on": "2026-01-01", "to_on": "2026-10-31"})
    await _put(http, f"/discipline-body/appeal/{an_id('dana')}", {"from_on": "2026-01-01"})


async def publish(pool: asyncpg.Pool) -> str:
    """A decision that anybody can read, of a case that was heard long ago: its id."""
    name = json.dumps({"kk": "Сөгіс", "ru": "Выговор", "en": "Reprimand"}, ensure_ascii=False)
    await pool.execute(
        """
        INSERT INTO discipline_publications (
            publication_id, case_id, language, words, measure, grounds, in_force_on, published_on, recorded_at
        ) VALUES ($1, $2, 'ru', $3, $4, $5, '2026-10-01', '2026-10-05', now())
        """,
        UUID(an_id("publication")),
        UUID(an_id("case")),
        "Судья опоздала на три заседания.\n\nКомиссия учла, что раньше такого не было.",
        name,
        f"[{name}]",
    )
    return an_id("publication")


async def _put(http: httpx.AsyncClient, address: str, body: dict[str, Any]) -> None:
    answer = await http.put(address, json=body)
    assert answer.is_success, f"{address}: {answer.text}"


async def _post(http: httpx.AsyncClient, address: str, body: dict[str, Any]) -> None:
    answer = await http.post(address, json=body)
    assert answer.is_success, f"{address}: {answer.text}"


async def teach(http: httpx.AsyncClient, clock: SteppingClock) -> str:
    """A session to come with somebody in it, and one that is over: the code of the certificate that came of it."""
    here = f"/courts/{COURT}"
    to_come = {"starts_at": "2026-12-08T09:00:00+05:00", "ends_at": "2026-12-08T13:00:00+05:00"}
    body = {"programme": "communication", "parts": [to_come], "places": 1, "venue": NAMES["kk"]}
    body["enrol_until"] = "2026-12-07"
    await _put(http, f"{here}/training-sessions/{an_id('to come')}", body)
    over = {"starts_at": "2026-11-24T15:00:00+05:00", "ends_at": "2026-11-24T16:00:00+05:00"}
    await _put(http, f"{here}/training-sessions/{an_id('taught')}", body | {"parts": [over]})
    for session, who in (("to come", "aigul"), ("to come", "dana"), ("taught", "dana")):
        await _put(http, f"{here}/people/{an_id(who)}/training/{an_id(session)}", {})
    clock.step(timedelta(hours=6))
    dana = f"{here}/training-sessions/{an_id('taught')}/people/{an_id('dana')}"
    await _put(http, f"{dana}/attendance", {"minutes": 60})
    await _put(http, f"{dana}/certificate", {})
    clock.step(-timedelta(hours=6))
    training = (await http.get(f"{here}/people/{an_id('dana')}/training")).json()
    return str(training["certificates"][0]["code"])
