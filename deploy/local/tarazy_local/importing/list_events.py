"""A hearing list as events: each case registered once, each hearing asked for at its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tarazy_local.importing.finding import Finding
from tarazy_local.importing.hearing_list import ListedHearing

_IDS = UUID("0f0f3a4e-3c9e-5a55-8a6b-7a4a5d9d8c11")
"""The name space of all ids that are made from a list's."""
SOURCE = "/court-system/hearing-list"

_MOST_PARTIES = 500

CloudEvent = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListEvents:
    """What a list makes to be published: cases first, for hearings refer to them."""

    cases: Sequence[CloudEvent]
    hearings: Sequence[CloudEvent]
    notes: Sequence[Finding]


def list_id(court_id: str, *parts: str) -> str:
    """The UUID of a case (its number) or of a hearing (number and local start) of a court; always the same."""
    return str(uuid5(_IDS, "/".join((court_id, *parts))))


def events_of_list(
    hearings: Sequence[ListedHearing], *, court_id: str, zone: str, now: datetime, notice_days: int = 0
) -> ListEvents:
    """The events of a list of one court.

    Ids, those of the events included, follow from court, case number and start alone, so the same list twice is
    known the second time. `notice_days` are the working days that must lie before a hearing: what a court has
    listed by itself it has told the parties, hence 0.
    """
    notes: list[Finding] = []
    by_case: dict[str, list[ListedHearing]] = {}
    for hearing in hearings:
        by_case.setdefault(hearing.number, []).append(hearing)
    cases = [_case(court_id, number, rows, now, notes) for number, rows in by_case.items()]
    requests: dict[str, CloudEvent] = {}
    first_rows: dict[str, ListedHearing] = {}
    for hearing in hearings:
        event = _request(court_id, hearing, zone, now, notice_days)
        hearing_id = event["data"]["hearing_id"]
        first = first_rows.setdefault(hearing_id, hearing)
        requests.setdefault(hearing_id, event)
        if (first.hearing_type, first.minutes) != (hearing.hearing_type, hearing.minutes):
            text = f"differs from {first.where} about the same hearing, which counts"
            notes.append(Finding(hearing.where, "type", text))
    past = sum(event["data"]["starts_at"] <= _instant(now) for event in requests.values())
    if past:
        notes.append(Finding("", "date", f"{past} hearings lie in the past; --starting moves the list in time"))
    return ListEvents(cases, list(requests.values()), notes)


def _case(court_id: str, number: str, rows: Sequence[ListedHearing], now: datetime, notes: list[Finding]) -> CloudEvent:
    case_id = list_id(court_id, number)
    names = list(dict.fromkeys(name for row in rows for name in row.parties))
    if not names:
        notes.append(Finding(rows[0].where, "party", "nobody is named: the party is called by the case's number"))
        names = [number]
    if len(names) > _MOST_PARTIES:
        text = f"{len(names)} are named in case {number}: only the first {_MOST_PARTIES} are registered"
        notes.append(Finding(rows[0].where, "party", text))
    data: dict[str, Any] = {
        "case_id": case_id,
        "number": number,
        "court_id": court_id,
        "category": rows[0].category,
        "filed_at": _instant(now),
        "parties": [
            {"party_id": list_id(court_id, number, "party", name), "role": "other", "name": name}
            for name in names[:_MOST_PARTIES]
        ],
    }
    language = next((row.language for row in rows if row.language), None)
    if language:
        data["language"] = language
    return _event("court.case.registered.v1", case_id, data, now)


def _request(court_id: str, hearing: ListedHearing, zone: str, now: datetime, notice_days: int) -> CloudEvent:
    day = hearing.starts_at.date().isoformat()
    hearing_id = list_id(court_id, hearing.number, hearing.starts_at.isoformat(timespec="minutes"))
    data = {
        "hearing_id": hearing_id,
        "case_id": list_id(court_id, hearing.number),
        "court_id": court_id,
        "hearing_type": hearing.hearing_type,
        "estimated_minutes": hearing.minutes,
        "earliest_on": day,
        "latest_on": day,
        "starts_at": _instant(hearing.starts_at.replace(tzinfo=ZoneInfo(zone))),
        "min_notice_days": notice_days,
    }
    return _event("court.hearing.requested.v1", hearing_id, data, now)


def _event(kind: str, subject: str, data: dict[str, Any], now: datetime) -> CloudEvent:
    return {
        "specversion": "1.0",
        "id": str(uuid5(_IDS, f"{kind}/{subject}")),
        "source": SOURCE,
        "type": kind,
        "time": _instant(now),
        "subject": subject,
        "datacontenttype": "application/json",
        "data": data,
    }


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def batches(events: Sequence[CloudEvent], size: int) -> Iterator[Sequence[CloudEvent]]:
    """The events in parts of at most `size`."""
    for start in range(0, len(events), size):
        yield events[start : start + size]
