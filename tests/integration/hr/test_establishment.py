"""Staffing tables, vacancies and rates over HTTP: on any day, and as they were believed at any instant."""

import random
from datetime import date, timedelta
from typing import Any

import httpx

from tests.clocks import SteppingClock
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, an_id, only_error, person

STAFFING = f"/courts/{COURT}/staffing"


def a_post_url(name: str, tail: str = "", court: str = COURT) -> str:
    return f"/courts/{court}/posts/{an_id(f'post of {name}')}{tail}"


async def _small_court(http: httpx.AsyncClient) -> None:
    """Three posts for judges: one held, one whose holder left in March, one half held; and a clerk in no post."""
    await a_court(http)
    for number, name in enumerate(("aigul", "berik", "gulnar"), 1):
        post = {"number": str(number), "role": "judge", "from_on": "2026-01-01"}
        assert (await http.put(a_post_url(name), json=post)).status_code == 200
    await http.put(a_person_url("aigul"), json=person("aigul"))
    await http.put(a_person_url("berik"), json=person("berik", to_on="2026-03-31", name="Берік"))
    await http.put(a_person_url("gulnar"), json=person("gulnar", full_time_share=0.5))
    await http.put(a_person_url("clerk"), json=person("clerk", role="clerk"))


async def test_a_staffing_table_of_a_day(http: httpx.AsyncClient) -> None:
    await _small_court(http)
    table = (await http.get(STAFFING)).json()
    assert table["on"] == "2026-11-24"
    assert table["figures"] == {"establishment": 3, "held": 1.5, "vacant": 1.5, "rate": 0.5}
    assert [(post["number"], post["vacant"], len(post["holders"])) for post in table["posts"]] == [
        ("1", 0, 1),
        ("2", 1, 0),
        ("3", 0.5, 1),
    ]
    assert [holder["role"] for holder in table["not_listed"]] == ["clerk"]
    in_march = (await http.get(STAFFING, params={"on": "2026-03-31"})).json()
    assert in_march["figures"]["held"] == 2.5
    assert in_march["posts"][1]["holders"][0]["name"] == "Берік"
    assert (await http.get(STAFFING, params={"on": "2025-12-31"})).json()["posts"] == []
    assert only_error(await http.get("/courts/unknown/staffing")) == (404, "court_id", "unknown_court")


async def test_vacancies_say_since_when_and_after_whom(http: httpx.AsyncClient) -> None:
    await _small_court(http)
    await http.put(a_person_url("acting"), json=person("acting", post_id=an_id("post of berik"), acting=True))
    half, whole = (await http.get("/vacancies", params={"court_id": COURT, "role": "judge"})).json()
    assert (whole["number"], whole["vacant"], whole["since"]) == ("2", 1, "2026-04-01")
    assert [each["name"] for each in whole["before"]] == ["Берік"]
    assert [each["person_id"] for each in whole["acting"]] == [an_id("acting")]
    assert (half["number"], half["vacant"], half["since"], half["before"]) == ("3", 0.5, "2026-01-01", [])
    assert (await http.get("/vacancies", params={"role": "clerk"})).json() == []
    assert (await http.get("/vacancies", params={"region": "nowhere"})).json() == []


async def test_rates_of_courts_regions_and_the_country(http: httpx.AsyncClient) -> None:
    await _small_court(http)
    for court, region in ((COURT, "Алматы"), ("another", "Алматы"), ("third", "Астана")):
        await http.put(f"/courts/{court}", json={"name": NAMES, "region": region})
    await http.put(a_post_url("theirs", court="another"), json={"role": "judge"})
    await http.put(a_post_url("gone", court="another"), json={"role": "judge", "to_on": "2026-10-15"})
    url = "/vacancy-rates"
    courts = (await http.get(url, params={"months": 3})).json()
    assert [(each["scope"], each["vacant"], each["rate"]) for each in courts] == [
        ("another", 1, 1),
        (COURT, 1.5, 0.5),
        ("third", 0, None),
    ]
    assert [(each["on"], each["establishment"]) for each in courts[0]["trend"]] == [
        ("2026-09-30", 2),
        ("2026-10-31", 1),
        ("2026-11-24", 1),
    ]
    regions = (await http.get(url, params={"by": "region"})).json()
    assert [(each["scope"], each["establishment"], each["held"]) for each in regions] == [
        ("Алматы", 4, 1.5),
        ("Астана", 0, 0),
    ]
    (country,) = (await http.get(url, params={"by": "country", "on": "2026-03-31", "role": "judge"})).json()
    assert (country["scope"], country["establishment"], country["vacant"]) == ("all", 5, 2.5)
    assert only_error(await http.get(url, params={"by": "moon"}))[:2] == (422, "by")


async def test_the_history_of_a_post(http: httpx.AsyncClient, clock: SteppingClock) -> None:
    await _small_court(http)
    clock.step(timedelta(hours=1))
    await http.post(a_post_url("berik", "/abolish"), json={"to_on": "2026-12-31"})
    history = (await http.get(a_post_url("berik", "/history"))).json()
    assert [(each["what"], each["post"]["to_on"]) for each in history["versions"]] == [
        ("registered", None),
        ("abolished", "2026-12-31"),
    ]
    assert history["versions"][0]["superseded_at"] == history["versions"][1]["recorded_at"]
    assert [(each["name"], each["to_on"]) for each in history["holders"]] == [("Берік", "2026-03-31")]
    assert only_error(await http.get(a_post_url("nobody", "/history"))) == (404, "post_id", "unknown_post")


def _something(chance: random.Random) -> tuple[str, str, dict[str, Any] | None]:
    """A request that may well be refused."""
    who = chance.choice(["aigul", "berik", "gulnar"])
    post = chance.choice(["aigul", "berik"])
    day = str(date(2026, 11, 1) + timedelta(days=chance.randrange(60)))
    share = chance.choice([0.5, 1])
    changes = {"full_time_share": share, "acting": chance.random() < 0.2, "from_on": day}
    return chance.choice(
        [
            ("PUT", a_post_url(post), {"number": post, "share": share}),
            ("PUT", a_person_url(who), person(who, post_id=an_id(f"post of {post}"), **changes)),
            ("POST", a_person_url(who, "/separate"), {"to_on": day}),
            ("POST", a_post_url(post, "/abolish"), {"to_on": day}),
        ]
    )


async def test_what_was_answered_at_an_instant_is_answered_about_it_for_ever(
    http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    """Whatever was asked since: days in the past change, what was believed about them does not."""
    await a_court(http)
    chance = random.Random(7)
    asked = [{"on": str(date(2026, 11, 1) + timedelta(days=days))} for days in (10, 30, 50)]
    believed: list[tuple[str, list[Any]]] = []
    for _ in range(40):
        method, url, body = _something(chance)
        assert (await http.request(method, url, json=body)).status_code in {200, 404, 409, 422}
        answers = [(await http.get(path, params=day)).json() for day in asked for path in (STAFFING, "/vacancies")]
        believed.append((clock().isoformat(), answers))
        clock.step(timedelta(minutes=1))
    assert len({str(answers) for _, answers in believed}) > 10
    for instant, answers in believed:
        again = [
            (await http.get(path, params=day | {"known_at": instant})).json()
            for day in asked
            for path in (STAFFING, "/vacancies")
        ]
        assert again == answers
