"""The board of a court's week: for whoever has signed in there, and what is done on it."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.http.by_hand.sessions import COOKIE
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.by_hand.boards import MONDAY, a_week, board_app, hidden, sign_in

GARBAGE = ["0", "-1", "9" * 5000, "2026-02-30", "\0", "'; DROP TABLE hearings; --", "<script>", "9999-12-31", "1"]


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(board_app(running, scheduling.sets, settings))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://board", headers={"accept-language": "en"}
    ) as one:
        yield one


@pytest.fixture
def address(court: ACourt) -> str:
    return f"/courts/{court.court_id}/board"


def text_of(page: httpx.Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def order(hearing: dict[str, Any], operation: str, **more: Any) -> dict[str, Any]:
    return {"operation": operation, "hearing": hearing["hearing_id"], "version": hearing["version"], **more}


def day_of(hearing: dict[str, Any]) -> str:
    return str(hearing["sittings"][0]["starts_at"])[:10]


async def confirmed(http: httpx.AsyncClient, address: str, asked: dict[str, Any], **more: Any) -> httpx.Response:
    """Look at what an order would bring, and confirm it."""
    page = await http.get(f"{address}/order", params=asked)
    assert page.status_code == 200, text_of(page)
    given = {"form_token": hidden(page, "form_token"), "change_id": hidden(page, "change_id"), **more}
    return await http.post(f"{address}/order", params=asked, data=given)


async def test_nobody_sees_or_changes_anything_without_signing_in(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    for path in ("", "/order"):
        answer = await http.get(f"{address}{path}", params=order(hearing, "fix"))
        assert (answer.status_code, answer.headers["location"]) == (303, f"{address}/sign-in")
    refused = await http.post(f"{address}/order", params=order(hearing, "fix"), data={"form_token": "x"})
    assert refused.status_code == 403
    wrong = await http.post(f"{address}/sign-in", data={"token": "a-token-for-readin"})
    assert (wrong.status_code, COOKIE in http.cookies) == (403, False)
    assert "This is not the token of this service." in text_of(wrong)
    assert "Clerk 1" not in text_of(wrong), "no names before the token"


async def test_what_is_near_is_marked_where_somebody_is_not_told_and_where_somebody_declined(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling, clock: SteppingClock
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    judge, version = hearing["person_ids"]["judges"][0], hearing["version"]
    about = {"court_id": court.court_id, "subject_id": hearing["hearing_id"], "subject_version": version}
    notice = {**about, "channel": "email", "topic": "hearing_scheduled", "at": "2026-03-02T08:00:00Z"}
    mail = {**notice, "notice_id": new_id(), "recipient_id": judge}
    await scheduling.take(
        record("court.notice.read", mail), record("court.notice.replied", {**mail, "answer": "declined"})
    )
    await sign_in(http, court)
    shown = {"day": MONDAY, "hearing": hearing["hearing_id"]}
    page = text_of(await http.get(address, params=shown))
    assert page.count("✕") == 2, "at the hearing, and in the key"
    assert page.count("▲") == 1, "two weeks ahead it is early to ask whether everybody is told"
    people = page[page.index("Provably told: 1 of ") :][:300]
    assert "provably told declined" in people
    assert "not told yet" in people
    by_hand = {**notice, "notice_id": new_id(), "recipient_id": hearing["person_ids"]["clerk"], "channel": "by_hand"}
    await scheduling.take(
        record("court.notice.told_by_hand", {**by_hand, "proof": True, "reason": "told_by_telephone"})
    )
    page = text_of(await http.get(address, params=shown))
    assert "provably told, by the court&#39;s clerk" in page[page.index("Provably told: 2 of ") :][:300]
    clock.now = datetime.fromisoformat(f"{MONDAY}T00:00:00+05:00")
    await sign_in(http, court)
    assert text_of(await http.get(address, params=shown)).count("▲") > 10


async def test_who_has_the_token_says_who_it_is_and_gets_a_cookie_that_no_script_and_no_other_site_can_use(
    http: httpx.AsyncClient, address: str, court: ACourt
) -> None:
    answer = await sign_in(http, court)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert f"path={address}" in cookie
    assert "max-age=14400" in cookie
    assert "Clerk 1" in text_of(await http.get(address))
    nobody = await http.post(f"{address}/sign-in", data={"ticket": "forged", "person": court.clerks[0]})
    assert nobody.status_code == 403


async def test_a_stranger_cannot_be_who_signs_in(http: httpx.AsyncClient, address: str, court: ACourt) -> None:
    asked = await http.post(f"{address}/sign-in", data={"token": "a-token-for-writing"})
    ticket = hidden(asked, "ticket")
    answer = await http.post(f"{address}/sign-in", data={"ticket": ticket, "person": new_id()})
    assert (answer.status_code, "Choose who you are." in text_of(answer)) == (422, True)
    # The ticket stands for the token alone: with it nothing is seen and nothing done.
    http.cookies.set(COOKIE, ticket, path=address)
    assert (await http.get(address)).status_code == 303


async def test_a_cookie_ends_holds_for_one_court_and_cannot_be_forged(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling, clock: SteppingClock
) -> None:
    await sign_in(http, court)
    cookie = http.cookies[COOKIE]
    other = await ACourt().open(scheduling)
    for forged in (cookie[:-1] + ("0" if cookie[-1] != "0" else "1"), f"x{cookie}", "", "." * 50, "a" * 5000):
        async with httpx.AsyncClient(transport=http._transport, base_url="http://board") as stranger:
            stranger.cookies.set(COOKIE, forged)
            assert (await stranger.get(address)).status_code == 303
    async with httpx.AsyncClient(transport=http._transport, base_url="http://board") as same:
        same.cookies.set(COOKIE, cookie)
        assert (await same.get(address)).status_code == 200
        assert (await same.get(f"/courts/{other.court_id}/board")).status_code == 303
        clock.now += timedelta(hours=4)
        assert (await same.get(address)).status_code == 303


async def test_a_form_of_another_session_is_refused(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    await sign_in(http, court)
    first = await http.get(f"{address}/order", params=order(hearing, "fix"))
    await sign_in(http, court)
    given = {"form_token": hidden(first, "form_token")}
    answer = await http.post(f"{address}/order", params=order(hearing, "fix"), data=given)
    assert answer.status_code == 403
    assert "Nothing has been changed" in text_of(answer)
    assert await scheduling.pool.fetchval("SELECT count(*) FROM hearing_changes") == 0


async def test_the_week_shows_who_sits_when_and_no_party_and_no_confidential_number(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    await a_week(court, scheduling)
    await sign_in(http, court)
    for by in ("judges", "rooms"):
        page = await http.get(address, params={"day": MONDAY, "by": by})
        text = text_of(page)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert "7514-26-00-2/1200" in text
        assert "7514-26-00-2/1203" not in page.text, "a confidential case has no number here"
        assert "confidential" in text
        assert "Нурпеисова" not in page.text
        assert "No room has what is needed: Dock" in text
        assert ("Judge 1" in text, "Room 1" in text) == (True, True)
    assert "away" in text_of(await http.get(address, params={"day": MONDAY}))


async def test_the_chosen_hearing_says_how_long_such_ones_last_and_whether_its_session_runs_over(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    await sign_in(http, court)
    page = text_of(await http.get(address, params={"hearing": hearing["hearing_id"], "day": day_of(hearing)}))
    assert "as asked for: too few such hearings are over" in page
    assert re.search(r"runs over with [<>]?\s?[0-9.]+\s% \(\d+ hearings\)", page)


async def test_a_move_goes_from_the_choice_to_the_cost_to_the_board_and_back(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    await sign_in(http, court)
    board = await http.get(address, params={"day": MONDAY, "hearing": hearing["hearing_id"]})
    offer = re.findall(r'name="to" id="o\d" value="([^"]*)"', board.text)
    assert len(offer) == 3
    asked = order(hearing, "move", to=offer[1])
    page = await http.get(f"{address}/order", params=asked)
    assert "People to tell" in text_of(page)
    done = await confirmed(http, address, asked, reason="asked_by_judge", note="as agreed")
    assert done.status_code == 303
    after = await http.get(done.headers["location"])
    assert "The hearing has been moved." in text_of(after)
    undo = order({**hearing, "version": 2}, "undo")
    assert f"operation=undo&amp;hearing={hearing['hearing_id']}" in after.text
    back = await confirmed(http, address, undo)
    assert "The last change has been undone." in text_of(await http.get(back.headers["location"]))
    rows = await scheduling.pool.fetch(
        "SELECT operation, ordered_by::text, reason, note FROM hearing_changes ORDER BY number"
    )
    assert [tuple(row) for row in rows] == [
        ("move", court.clerks[0], "asked_by_judge", "as agreed"),
        ("undo", court.clerks[0], None, None),
    ]


async def test_the_same_form_sent_twice_moves_once(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[1]
    await sign_in(http, court)
    asked = order(hearing, "move", day="2026-03-26", time="9:30", room="")
    page = await http.get(f"{address}/order", params=asked)
    given = {"form_token": hidden(page, "form_token"), "change_id": hidden(page, "change_id")}
    answers = [await http.post(f"{address}/order", params=asked, data=given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert await scheduling.pool.fetchval("SELECT count(*) FROM hearing_changes") == 1


async def test_a_form_sent_again_with_another_reason_says_that_it_was_used(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    await sign_in(http, court)
    asked = order(hearing, "fix")
    page = await http.get(f"{address}/order", params=asked)
    given = {"form_token": hidden(page, "form_token"), "change_id": hidden(page, "change_id")}
    assert (await http.post(f"{address}/order", params=asked, data=given)).status_code == 303
    again = await http.post(f"{address}/order", params=asked, data={**given, "reason": "other"})
    assert (again.status_code, "This form was sent before" in text_of(again)) == (409, True)


async def test_a_page_that_is_too_old_says_what_has_changed(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    await sign_in(http, court)
    asked = order(hearing, "move", day="2026-03-26", time="10:00", room="")
    page = await http.get(f"{address}/order", params=asked)
    given = {"form_token": hidden(page, "form_token"), "change_id": hidden(page, "change_id")}
    judge = hearing["person_ids"]["judges"][0]
    away = {"starts_at": "2026-03-16T00:00:00+05:00", "ends_at": "2026-03-17T00:00:00+05:00"}
    of = {"court_id": court.court_id, "person_id": judge, "absence_id": new_id(), "kind": "leave"}
    await scheduling.take(record("court.absence.approved", {**of, **away}))
    stale = await http.post(f"{address}/order", params=asked, data=given)
    assert stale.status_code == 409
    assert "The hearing has changed since you looked at it." in text_of(stale)
    assert re.search(r"time and room Mon 16 Mar 09:00, Room 1 (Tue 17|Wed 18) Mar", text_of(stale)), text_of(stale)


async def test_what_cannot_be_names_whom_and_which_case_is_in_the_way(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    told = await a_week(court, scheduling)
    await sign_in(http, court)
    pairs = permutations(told[:-1], 2)
    same_judge = (pair for pair in pairs if pair[0]["person_ids"]["judges"] == pair[1]["person_ids"]["judges"])
    one, other = next(pair for pair in same_judge if not pair[1]["confidential"])
    start = other["sittings"][0]["starts_at"]
    page = await http.get(f"{address}/order", params=order(one, "move", to=f"{start} "))
    assert "This is not possible. Nothing has been changed." in text_of(page)
    assert re.search(rf"busy with: [^)]*{other['case_number']}", text_of(page)), text_of(page)


@pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("fix", {}),
        ("vacate", {}),
        ("split", {"day": "2026-03-26", "time": "10:00", "minutes": "45", "day2": "2026-03-27", "time2": "10:00"}),
        ("swap", {}),
    ],
)
async def test_every_operation_is_previewed_and_undone(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling, operation: str, more: dict[str, str]
) -> None:
    told = await a_week(court, scheduling)
    await sign_in(http, court)
    hearing = told[0]
    if operation == "swap":
        case = court.case()
        asked = {"min_notice_days": 0, "earliest_on": "2026-03-16", "latest_on": "2026-03-27"}
        both = [court.request(case, **asked) for _ in range(2)]
        hearing, other = (await scheduling.take(registered(case), *map(requested, both)))[-2:]
        board = await http.get(address, params={"day": day_of(hearing), "hearing": hearing["hearing_id"]})
        more = {"other": f"{other['hearing_id']} 1"}
        assert day_of(hearing) != day_of(other) or f'<option value="{more["other"]}"' in board.text
    done = await confirmed(http, address, order(hearing, operation, **more), reason="other")
    assert done.status_code == 303, text_of(done)
    row = await scheduling.pool.fetchrow(
        "SELECT operation, version_after FROM hearing_changes WHERE hearing_id = $1", hearing["hearing_id"]
    )
    assert row
    assert row["operation"] == operation
    undo = order({**hearing, "version": row["version_after"]}, "undo")
    assert (await confirmed(http, address, undo)).status_code == 303


async def test_a_hearing_that_has_begun_goes_on_by_the_board(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling, clock: SteppingClock
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    starts_at = datetime.fromisoformat(hearing["sittings"][0]["starts_at"])
    chosen = {"hearing": hearing["hearing_id"], "day": day_of(hearing)}
    clock.now = starts_at - timedelta(hours=1)
    await sign_in(http, court)
    assert "Goes on until" not in text_of(await http.get(address, params=chosen))
    clock.now = starts_at + timedelta(minutes=10)
    assert "Goes on until" in text_of(await http.get(address, params=chosen))
    board = await confirmed(
        http, address, order(hearing, "extend", day=day_of(hearing), time="12:30"), reason="goes_on"
    )
    assert board.status_code == 303, text_of(board)
    assert "The hearing goes on." in text_of(await http.get(board.headers["location"]))


async def test_a_hearing_is_not_vacated_without_a_reason(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    await sign_in(http, court)
    answer = await confirmed(http, address, order(hearing, "vacate"), note="typed before")
    assert (answer.status_code, "Choose a reason." in text_of(answer)) == (422, True)
    assert 'value="typed before"' in answer.text, "what was typed stays"


async def test_an_empty_week_and_a_court_without_anything_say_so(
    http: httpx.AsyncClient, scheduling: Scheduling, court: ACourt, address: str
) -> None:
    await sign_in(http, court)
    page = await http.get(address, params={"day": "2027-01-11"})
    assert "Nothing sits in this week." in text_of(page)
    assert "Every hearing that was asked for has a place." in text_of(page)


@pytest.mark.parametrize("name", ["day", "by", "hearing", "done", "lang"])
async def test_what_cannot_be_read_in_the_address_never_breaks_the_board(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling, name: str
) -> None:
    await a_week(court, scheduling)
    await sign_in(http, court)
    for value in GARBAGE:
        answer = await http.get(address, params={"day": MONDAY, name: value})
        assert answer.status_code == 200, value
        assert "<script>" not in answer.text


@pytest.mark.parametrize("name", ["operation", "hearing", "version", "to", "day", "time", "room", "other", "minutes"])
async def test_what_cannot_be_read_in_an_order_is_said(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling, name: str
) -> None:
    hearing = (await a_week(court, scheduling))[0]
    await sign_in(http, court)
    for operation in ("move", "swap", "split"):
        asked = order(
            hearing, operation, day="2026-03-26", time="10:00", minutes="30", day2="2026-03-26", time2="12:00"
        )
        for value in [*GARBAGE, ""]:
            answer = await http.get(f"{address}/order", params={**asked, name: value})
            assert answer.status_code in (200, 409, 422), (operation, value)
            assert "<script>" not in answer.text
    assert await scheduling.pool.fetchval("SELECT count(*) FROM hearing_changes") == 0


async def test_a_hearing_of_another_court_is_not_shown_here(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    other = await ACourt().open(scheduling)
    theirs = (await a_week(other, scheduling))[0]
    await sign_in(http, court)
    board = await http.get(address, params={"hearing": theirs["hearing_id"]})
    assert "This hearing is not known in this court." in text_of(board)
    assert theirs["case_number"] not in board.text
    assert (await http.get(f"{address}/order", params=order(theirs, "fix"))).status_code == 422


async def test_a_time_is_kept_free_shown_and_released(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling
) -> None:
    await sign_in(http, court)
    board = await http.get(address, params={"day": MONDAY})
    form = {"form_token": hidden(board, "form_token"), "hold": hidden(board, "hold")}
    asked = {**form, "judge": court.judges[0], "room": "", "day": "2026-03-18", "time": "10:00", "minutes": "90"}
    held = [
        await http.post(f"{address}/hold", data={**asked, "days": "7", "reason": "an urgent case"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in held] == [303, 303], "the same form again holds once"
    page = text_of(await http.get(held[0].headers["location"]))
    assert "an urgent case (Clerk 1)" in page
    assert await scheduling.pool.fetchval("SELECT count(*) FROM holds WHERE state = 'held'") == 1
    busy = await http.post(
        f"{address}/hold", data={**asked, "hold": new_id(), "days": "7", "reason": "another", "time": "11:00"}
    )
    assert (busy.status_code, "The judge is busy: Judge 1" in text_of(busy)) == (422, True), text_of(busy)
    released = await http.post(f"{address}/release", data={**form, "week": MONDAY})
    assert released.status_code == 303
    assert await scheduling.pool.fetchval("SELECT count(*) FROM holds WHERE state = 'held'") == 0
    assert (await http.post(f"{address}/release", data={"hold": form["hold"]})).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"judge": "", "room": ""},
        {"judge": "somebody", "room": "nowhere"},
        {"day": "tomorrow"},
        {"day": "2020-01-01"},
        {"day": "2026-03-21"},
        {"time": "25:00"},
        {"minutes": "0"},
        {"minutes": "9" * 100},
        {"days": "-1"},
        {"reason": " "},
    ],
)
async def test_a_time_that_cannot_be_kept_free_says_why(
    http: httpx.AsyncClient, address: str, court: ACourt, scheduling: Scheduling, wrong: dict[str, str]
) -> None:
    await sign_in(http, court)
    board = await http.get(address)
    asked = {
        "form_token": hidden(board, "form_token"), "judge": court.judges[0], "room": "", "day": "2026-03-18",
        "time": "10:00", "minutes": "90", "days": "7", "reason": "an urgent case",
    }  # fmt: skip
    answer = await http.post(f"{address}/hold", data={**asked, **wrong})
    assert (answer.status_code, "Nothing has been changed." in text_of(answer)) == (422, True), text_of(answer)
    assert await scheduling.pool.fetchval("SELECT count(*) FROM holds") == 0
