"""The sample district and its month: made by chance from a seed, and right by the contract."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tarazy_local.demo import district
from tarazy_local.demo.caseload import Caseload, make_caseload, working_days
from tarazy_local.demo.following import Followed
from tarazy_local.demo.leave import Leave, choose_leave
from tarazy_local.demo.reconciling import reconcile
from tarazy_local.demo.telling import addresses, progress, summary
from tarazy_local.importing.files import read_rota
from tarazy_local.importing.rota_court import Reading
from tarazy_notifications.domain.delivery.simulated import Behaviour, behaviour_of, is_simulated
from tarazy_shared.contracts import registry

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
TODAY = date(2026, 3, 4)


def caseload(seed: int = 1, now: datetime = NOW) -> Caseload:
    return make_caseload(seed, court_id="rota-71", now=now, today=TODAY)


def test_the_shipped_district_is_what_its_generator_makes(tmp_path: Path) -> None:
    district.write(tmp_path)
    assert (tmp_path / "rota.xml").read_text("utf-8") == district.ROTA.read_text("utf-8")
    assert (tmp_path / "court.json").read_text("utf-8") == district.COURT.read_text("utf-8")


def test_the_district_is_read_without_a_problem() -> None:
    court = read_rota(district.ROTA, Reading(starting=TODAY), district.COURT)
    roles = Counter(person["role"] for person in court.people)
    assert roles == {"judge": 14, "lay_judge": 4, "clerk": 11, "interpreter": 2}
    assert len(court.rooms) == 9
    assert all(room["features"] and room["building"] for room in court.rooms)
    assert not court.problems
    assert set(court.court["name"]) == {"kk", "ru", "en"}
    mailboxes = [contact["address"] for person in court.people for contact in person["contacts"]]
    assert len(set(mailboxes)) == len(court.people)


def test_every_event_of_the_month_is_as_the_contract_has_it() -> None:
    load = caseload()
    for event in (*load.cases, *load.requests):
        data = registry.MODELS[f"court.{event.kind}.v1"].model_validate_json(json.dumps(event.data))
        assert data.model_dump(mode="json")["case_id"] == event.data["case_id"]


def test_a_month_is_500_cases_and_1200_hearings_in_20_working_days() -> None:
    load = caseload()
    assert (len(load.cases), len(load.requests)) == (500, 1200)
    days = {date.fromisoformat(event.data[name]) for event in load.requests for name in ("earliest_on", "latest_on")}
    assert days <= set(working_days(date(2026, 3, 18), 20))
    assert all(event.data["earliest_on"] < event.data["latest_on"] for event in load.requests)
    assert {event.data["case_id"] for event in load.requests} == {event.data["case_id"] for event in load.cases}


def test_the_seed_fixes_the_month_but_no_two_runs_share_an_id() -> None:
    one, same, later = caseload(), caseload(), caseload(now=NOW.replace(hour=7))
    assert one == same
    assert one != caseload(seed=2)
    ids = [{event.event_id for event in (*load.cases, *load.requests)} for load in (one, later)]
    assert len(ids[0]) == 1700
    assert not ids[0] & ids[1]
    assert [event.data["estimated_minutes"] for event in one.requests] == [
        event.data["estimated_minutes"] for event in later.requests
    ]


def test_every_party_has_a_mailbox_of_its_own_but_for_some_that_are_simulated() -> None:
    load = caseload()
    addresses = [party["contacts"][0]["address"] for case in load.cases for party in case.data["parties"]]
    simulated = [address for address in addresses if is_simulated("email", address)]
    assert len(set(addresses)) == 1000
    assert len(load.mailboxes) == len(set(load.mailboxes.values())) == 1000 - len(simulated)
    assert {behaviour_of("email", address) for address in simulated} == {
        Behaviour.BOUNCED,
        Behaviour.SILENT,
        Behaviour.READ,
    }


def test_what_is_followed_becomes_the_record() -> None:
    followed = Followed("rota-71", {"a@x.test": "party"})
    scheduled = {
        "court_id": "rota-71",
        "hearing_id": "h",
        "version": 1,
        "person_ids": {"judges": ["judge"], "clerk": "clerk", "interpreters": []},
        "attendee_ids": ["party"],
    }
    headers = {"ce_type": "court.hearing.scheduled.v1", "ce_causationid": "r", "ce_id": "1"}
    followed.take(headers, scheduled)
    followed.take({**headers, "ce_republished": "true", "ce_id": "2"}, scheduled)
    followed.take({**headers, "ce_id": "3"}, {**scheduled, "court_id": "another"})
    followed.take({"ce_type": "court.room.registered.v1", "ce_id": "4"}, {"court_id": "rota-71"})
    notice = {
        "court_id": "rota-71",
        "notice_id": "n",
        "subject_id": "h",
        "subject_version": 1,
        "recipient_id": "party",
        "topic": "hearing_scheduled",
    }
    followed.take({"ce_type": "court.notice.queued.v1", "ce_id": "5"}, notice)
    followed.take({"ce_type": "court.notice.queued.v1", "ce_id": "6"}, {**notice, "topic": "hearing_reminder_day"})
    followed.take_mail(b"Tarazy-Hearing-Id: h\r\nTarazy-Hearing-Version: 1\r\n\r\n.", ["a@x.test"], NOW)
    followed.take_mail(b"Subject: x\r\n\r\n.", ["a@x.test"], NOW)
    (told,) = followed.hearings
    assert (told.kind, told.cause, told.people) == ("scheduled", "r", frozenset({"judge", "clerk", "party"}))
    assert followed.judges == {"judge": 1}
    assert len(followed.notices) == len(followed.mails) == 1
    assert reconcile(followed.record()).holds


def test_a_record_that_kafka_delivers_again_is_dropped_by_its_id() -> None:
    followed = Followed("rota-71", {})
    unlisted = {"court_id": "rota-71", "hearing_id": "i", "version": 1, "conflicts": [{"code": "no_room"}]}
    for _ in range(2):
        followed.take({"ce_type": "court.hearing.unlisted.v1", "ce_id": "1"}, unlisted)
    assert (len(followed.hearings), followed.repeated) == (1, 1)
    followed.take({"ce_type": "court.hearing.unlisted.v1", "ce_id": "2"}, unlisted)
    assert len(followed.hearings) == 2, "the same under another id is told twice"


def test_refusals_and_unlisted_hearings_keep_their_reasons() -> None:
    followed = Followed("rota-71", {})
    refusal = {"court_id": "rota-71", "hearing_id": "h", "event_id": "r", "reasons": [{"code": "case_closed"}]}
    followed.take({"ce_type": "court.event.refused.v1", "ce_causationid": "r", "ce_id": "1"}, refusal)
    unlisted = {"court_id": "rota-71", "hearing_id": "i", "version": 1, "conflicts": [{"code": "no_room"}]}
    followed.take({"ce_type": "court.hearing.unlisted.v1", "ce_id": "2"}, unlisted)
    assert [told.codes for told in followed.hearings] == [("case_closed",), ("no_room",)]


def test_the_summary_says_whether_it_reconciles() -> None:
    followed = Followed("rota-71", {}, cases=["c"])
    found = reconcile(followed.record())
    told = "\n".join(summary(found, [], [], 2))
    assert "It does not reconcile." in told
    assert "case c was neither drawn nor refused" in told
    assert "Lost                          1" in told
    assert "dropped by id: 2" in told
    assert "cases drawn    0" in progress(1.0, found)


def test_the_addresses_of_all_pages_are_given() -> None:
    services = {name: {"url": f"http://{name}"} for name in ("hr", "scheduling", "notifications")}
    told = "\n".join(addresses({"services": services, "catcher": {"url": "http://mails"}}, "rota-71", "2026-03-18"))
    for part in ("2026-03-18", "http://mails", "http://hr/docs", "http://scheduling/asyncapi", "http://hr/metrics"):
        assert part in told


def test_the_busiest_judge_takes_a_week_in_which_nothing_else_is_approved() -> None:
    zone = ZoneInfo("Asia/Almaty")
    away = {"starts_at": "2026-03-25T00:00:00+05:00", "ends_at": "2026-03-26T00:00:00+05:00"}
    hearings = {"busy": 9, "idle": 2}
    free = choose_leave(hearings, [{"person_id": "idle", **away}], TODAY, zone)
    assert free == Leave("busy", date(2026, 3, 23), date(2026, 3, 29))
    later = choose_leave(hearings, [{"person_id": "busy", **away}], TODAY, zone)
    assert later == Leave("busy", date(2026, 3, 30), date(2026, 4, 5))
    whole = {"starts_at": "2026-03-01T00:00:00+05:00", "ends_at": "2026-06-01T00:00:00+05:00"}
    assert choose_leave(hearings, [{"person_id": "busy", **whole}], TODAY, zone) == Leave(
        "idle", date(2026, 3, 23), date(2026, 3, 29)
    )
    assert choose_leave({}, [], TODAY, zone) is None
