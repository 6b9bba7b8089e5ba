"""Every row of the contract's table of what cannot be used, on real Kafka: parked with its reason, the rest goes on."""

import base64
import json
import uuid
from datetime import date
from typing import Any

import pytest

from tests.ids import new_id
from tests.system.conftest import Import, imported
from tests.system.court_system import CourtSystem, Told
from tests.system.courts import a_case, a_request
from tests.system.test_main_flow import court_id

Data = dict[str, Any]
PARKED = "court.scheduling.dead-letters"


@pytest.fixture(scope="module")
async def court(import_court: Import) -> Data:
    """One court for all rows: each finds its own events by their ids."""
    return await imported(import_court)


async def parked(system: CourtSystem, event_id: str, *, topic: str = PARKED, within: float = 20.0) -> Data:
    """The dead letter of the event with this id."""

    def find(s: CourtSystem) -> Told | None:
        for one in s.told:
            if one.topic != topic:
                continue
            headers = {name: base64.b64decode(value or "") for name, value in one.data["headers"]}
            if headers.get("ce_id") == event_id.encode():
                return one
        return None

    told: Told = await system.until(f"a dead letter of {event_id}", find, within=within)
    return told.data


def codes(letter: Data) -> set[tuple[str, str]]:
    return {(reason["field"], reason["code"]) for reason in letter["reasons"]}


def case_of(court: Data, **changes: Any) -> Data:
    return {**a_case(court_id(court)), **changes}


WRONG_VALUES: list[tuple[str, bytes | None, str]] = [
    ("broken JSON", b'{"case_id": ', "not_json"),
    ("not an object", b"[1, 2]", "not_json"),
    ("a byte order mark", b"\xef\xbb\xbf{}", "not_json"),
    ("a name twice", b'{"case_id": 1, "case_id": 2}', "not_json"),
    ("NaN", b'{"case_id": NaN}', "not_json"),
    ("33 levels deep", b'{"a": ' * 33 + b"1" + b"}" * 33, "not_json"),
    ("not UTF-8", b'{"number": "\xff\xfe"}', "not_json"),
    ("900 kB of garbage", b"\x00\x9f" * 450_001, "too_large"),
    ("no value", None, "null_value"),
]


@pytest.mark.parametrize(("value", "code"), [row[1:] for row in WRONG_VALUES], ids=[row[0] for row in WRONG_VALUES])
async def test_a_value_that_is_no_event_is_parked_with_its_bytes(
    system: CourtSystem, court: Data, value: bytes | None, code: str
) -> None:
    event_id = await system.publish("case.registered", case_of(court), value=value)
    letter = await parked(system, event_id)
    assert codes(letter) == {("", code)}
    assert letter["consumer"] == "scheduling"
    assert letter["raw_length"] == len(value or b"")
    if value is None:
        assert letter["raw"] is None
    else:
        assert base64.b64decode(letter["raw"]) == value[: 64 * 1024]
    after = await system.publish("case.registered", case_of(court))
    await system.answer_to(after, "case.allocated")


def one_party(**changes: Any) -> Data:
    """A case's parties: one, with something wrong."""
    return {"parties": [{"party_id": new_id(), "role": "other", "name": "N", **changes}]}


BROKEN_MAILBOX = {"channel": "email", "address": "a@b.test\r\nBcc: x@y.test"}

WRONG_FIELDS: list[tuple[str, Data, str, str]] = [
    ("a field missing", {"number": None}, "number", "field_missing"),
    ("a wrong type", {"number": 12}, "number", "field_wrong"),
    ("no parties", {"parties": []}, "parties", "field_wrong"),
    ("an unknown role", one_party(role="king"), "parties[0].role", "field_wrong"),
    ("an instant without offset", {"filed_at": "2026-01-01T10:00:00"}, "filed_at", "field_wrong"),
    ("white space for a name", one_party(name="  "), "parties[0].name", "field_wrong"),
    (
        "a mailbox with a line break",
        one_party(contacts=[BROKEN_MAILBOX]),
        "parties[0].contacts[0].address",
        "field_wrong",
    ),
    ("complexity out of range", {"complexity": 6}, "complexity", "field_wrong"),
]


@pytest.mark.parametrize(("changes", "field", "code"), [r[1:] for r in WRONG_FIELDS], ids=[r[0] for r in WRONG_FIELDS])
async def test_a_wrong_field_is_parked_with_its_path(
    system: CourtSystem, court: Data, changes: Data, field: str, code: str
) -> None:
    event_id = await system.publish("case.registered", case_of(court, **changes))
    assert codes(await parked(system, event_id)) == {(field, code)}


WRONG_HEADERS: list[tuple[str, dict[str, bytes | None], str, str]] = [
    ("an unknown type", {"ce_type": b"court.case.eaten.v1"}, "ce_type", "unknown_type"),
    ("a type of another topic", {"ce_type": b"court.staff.appointed.v1"}, "ce_type", "wrong_topic"),
    ("another version of the standard", {"ce_specversion": b"0.3"}, "ce_specversion", "header_wrong"),
    ("no source", {"ce_source": None}, "ce_source", "header_missing"),
    ("a time that is none", {"ce_time": b"yesterday"}, "ce_time", "header_wrong"),
    ("another content type", {"content-type": b"text/plain"}, "content-type", "content_type"),
]


@pytest.mark.parametrize(
    ("headers", "field", "code"), [r[1:] for r in WRONG_HEADERS], ids=[r[0] for r in WRONG_HEADERS]
)
async def test_a_wrong_header_is_parked_with_its_name(
    system: CourtSystem, court: Data, headers: dict[str, bytes | None], field: str, code: str
) -> None:
    event_id = await system.publish("case.registered", case_of(court), headers=headers)
    assert (field, code) in codes(await parked(system, event_id))


@pytest.mark.parametrize(
    ("topic", "first_reader"),
    [("court.staff", "scheduling"), ("court.hearings", "notifications"), ("court.notices", "scheduling")],
)
async def test_a_type_that_nobody_knows_is_parked_once_by_the_topics_first_reader(
    system: CourtSystem, court: Data, topic: str, first_reader: str
) -> None:
    event_id = await system.publish("case.eaten", {"court_id": court_id(court)}, topic=topic)
    letter = await parked(system, event_id, topic=f"court.{first_reader}.dead-letters")
    assert codes(letter) == {("ce_type", "unknown_type")}
    assert letter["origin"]["topic"] == topic


async def test_a_key_that_is_not_the_court_is_parked(system: CourtSystem, court: Data) -> None:
    event_id = await system.publish("case.registered", case_of(court), key="another-court")
    letter = await parked(system, event_id)
    assert codes(letter) == {("key", "key_mismatch")}
    event_id = await system.publish("case.registered", case_of(court), key=None)
    assert codes(await parked(system, event_id)) == {("key", "key_mismatch")}


async def test_the_same_case_again_is_dropped_when_equal_and_parked_when_not(system: CourtSystem, court: Data) -> None:
    case = case_of(court)
    await system.answer_to(await system.publish("case.registered", case), "case.allocated")
    await system.publish("case.registered", case)
    different = await system.publish("case.registered", {**case, "number": "another"})
    assert ("case_id", "already_registered") in codes(await parked(system, different))
    assert [one.type for one in system.about(case_id=case["case_id"])] == ["court.case.allocated.v1"]


async def test_a_hearing_of_an_unknown_case_waits_and_is_listed_when_the_case_comes(
    system: CourtSystem, court: Data, today: date
) -> None:
    case = case_of(court)
    request = a_request(case, today=today)
    early = await system.publish("hearing.requested", request)
    await system.publish("case.registered", case)
    listed = await system.answer_to(early, "hearing.scheduled")
    assert (listed.data["hearing_id"], listed.data["version"]) == (request["hearing_id"], 1)


async def test_a_hearing_of_a_case_that_never_comes_is_parked_after_the_wait(
    system: CourtSystem, court: Data, today: date
) -> None:
    event_id = await system.publish("hearing.requested", a_request(case_of(court), today=today))
    assert ("case_id", "unknown_case") in codes(await parked(system, event_id, within=40))


async def test_an_unknown_court_is_parked_after_the_wait(system: CourtSystem) -> None:
    event_id = await system.publish("case.registered", a_case(f"nowhere-{uuid.uuid4().hex[:6]}"))
    assert ("court_id", "unknown_court") in codes(await parked(system, event_id, within=40))


async def test_a_window_that_ends_before_it_starts_is_answered_not_parked(
    system: CourtSystem, court: Data, today: date
) -> None:
    case = case_of(court)
    await system.publish("case.registered", case)
    request = a_request(case, today=today)
    request["earliest_on"], request["latest_on"] = request["latest_on"], request["earliest_on"]
    answer = await system.answer_to(await system.publish("hearing.requested", request), "hearing.unlisted")
    assert [conflict["code"] for conflict in answer.data["conflicts"]] == ["window_inverted"]


async def test_the_intake_names_what_is_wrong_in_a_batch_and_takes_none_of_it(system: CourtSystem, court: Data) -> None:
    def event(data: Data) -> Data:
        return {
            "specversion": "1.0",
            "id": str(uuid.uuid4()),
            "source": "/court-system/test",
            "type": "court.case.registered.v1",
            "time": "2026-03-02T09:00:00Z",
            "subject": data.get("case_id", ""),
            "datacontenttype": "application/json",
            "data": data,
        }

    good, bad = case_of(court), case_of(court, number=None)
    intake = system.endpoints["intake"]
    headers = {"Authorization": f"Bearer {intake['token']}", "Content-Type": "application/cloudevents-batch+json"}
    body = json.dumps([event(good), event(bad)])
    refused = await system.http.post(intake["url"], content=body, headers=headers)
    assert refused.status_code == 422, refused.text
    (error,) = refused.json()["errors"]
    assert (error["index"], error["field"], error["code"]) == (1, "number", "field_missing")
    batch = json.dumps([event(good)])
    first = await system.http.post(intake["url"], content=batch, headers=headers)
    again = await system.http.post(intake["url"], content=batch, headers=headers)
    assert (first.status_code, first.json()) == (202, {"accepted": 1, "duplicates": 0})
    assert (again.status_code, again.json()) == (202, {"accepted": 0, "duplicates": 1})
    await system.until("the case to be drawn", lambda s: s.about(case_id=good["case_id"]))
    assert len(system.about(case_id=good["case_id"])) == 1
    nobody = await system.http.post(intake["url"], content=batch, headers={**headers, "Authorization": "Bearer wrong"})
    assert nobody.status_code == 401
