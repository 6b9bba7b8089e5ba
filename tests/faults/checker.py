"""Compares everything that was asked with everything that was told, stored and sent. Pure: lists in, sentences out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Data = dict[str, Any]

ANSWERS = frozenset({"court.hearing.scheduled.v1", "court.hearing.rescheduled.v1", "court.hearing.unlisted.v1"})
STANDING = frozenset({"court.hearing.scheduled.v1", "court.hearing.rescheduled.v1"})
FINAL = frozenset({"superseded", "expired", "failed", "bounced", "sent"})


@dataclass(frozen=True)
class Record:
    """A record as it lies in a topic. A relay that was killed may have sent one twice, with the same id."""

    id: str
    type: str
    cause: str
    court_id: str
    data: Data


@dataclass(frozen=True)
class Mail:
    """A mail as it arrived."""

    to: str
    notice_id: str
    hearing_id: str
    version: int
    message_id: str


def distinct(records: Iterable[Record]) -> list[Record]:
    """Each id once, in the order of its first coming: what a reader with an inbox sees."""
    return list({record.id: record for record in reversed(list(records))}.values())[::-1]


def check_answers(requests: Sequence[str], hearings: Sequence[Record]) -> list[str]:
    """Every request answered exactly once; `requests` are the ids of their events."""
    answers = Counter(record.cause for record in hearings if record.type in ANSWERS)
    wrong = [(request, answers[request]) for request in requests if answers[request] != 1]
    return [f"request {request} has {count} answers" for request, count in wrong]


def check_draws(cases: Sequence[str], hearings: Sequence[Record]) -> list[str]:
    """Every case drawn exactly once; `cases` are case_ids. The court's chain has no gap and no fork."""
    drawn = Counter(r.data["case_id"] for r in hearings if r.type == "court.case.allocated.v1")
    wrong = [f"case {case} was drawn {drawn[case]} times" for case in cases if drawn[case] != 1]
    chains: dict[str, list[Data]] = defaultdict(list)
    for record in hearings:
        if record.type in {"court.case.allocated.v1", "court.case.reallocated.v1"}:
            chains[record.court_id].append(record.data["proof"])
    for court_id, proofs in chains.items():
        previous = "0" * 64
        for number, proof in enumerate(proofs, start=1):
            if proof["number"] != number or proof["previous_hash"] != previous:
                wrong.append(f"draw {proof['number']} of {court_id} does not follow draw {number - 1}")
            previous = proof["hash"]
    return wrong


def check_versions(hearings: Sequence[Record]) -> list[str]:
    """Versions of a hearing count from 1 without a gap, none twice, in order."""
    versions: dict[str, list[int]] = defaultdict(list)
    for record in hearings:
        if record.type.startswith("court.hearing."):
            versions[record.data["hearing_id"]].append(record.data["version"])
    return [
        f"hearing {hearing} has versions {found}"
        for hearing, found in versions.items()
        if found != list(range(1, len(found) + 1))
    ]


def check_bookings(hearings: Sequence[Record]) -> list[str]:
    """After the last record nobody and no room is in two hearings at once."""
    last: dict[str, Record] = {}
    for record in hearings:
        if record.type.startswith("court.hearing."):
            last[record.data["hearing_id"]] = record
    busy: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for hearing, record in last.items():
        if record.type not in STANDING:
            continue
        people = record.data["person_ids"]
        resources = [*people["judges"], people["clerk"], *people["interpreters"], *record.data["attendee_ids"]]
        for sitting in record.data["sittings"]:
            for resource in filter(None, [*resources, sitting["room_id"]]):
                busy[str(resource)].append((sitting["starts_at"], sitting["ends_at"], hearing))
    wrong = []
    for resource, times in busy.items():
        times.sort()
        for (_, end, one), (start, _, other) in pairwise(times):
            if start < end:
                wrong.append(f"{resource} is in {one} and {other} at {start}")
    return wrong


def check_notices(notices: Sequence[Record]) -> list[str]:
    """Each notice queued once per subject version, recipient, channel and topic, and come to an end."""
    queued = Counter(
        (r.data["subject_id"], r.data["subject_version"], r.data["recipient_id"], r.data["channel"], r.data["topic"])
        for r in notices
        if r.type == "court.notice.queued.v1"
    )
    wrong = [f"notice {notice} was queued {count} times" for notice, count in queued.items() if count > 1]
    states: dict[str, list[str]] = defaultdict(list)
    for record in notices:
        states[record.data["notice_id"]].append(record.type.split(".")[2])
    wrong += [f"notice {one} ended as {found}" for one, found in states.items() if not FINAL & set(found)]
    wrong += [f"notice {one} was {found}" for one, found in states.items() if found[0] != "queued"]
    return wrong


def check_mails(mails: Sequence[Mail], notices: Sequence[Record]) -> list[str]:
    """One mail per notice that was sent (two only where a crash is admitted), never an older version after a newer."""
    admitted = {r.data["notice_id"] for r in notices if r.data.get("reason") == "possible_duplicate"}
    sent = {r.data["notice_id"] for r in notices if r.type == "court.notice.sent.v1"}
    arrived = Counter(mail.notice_id for mail in mails)
    wrong = [f"notice {one} was sent but no mail came" for one in sent - set(arrived)]
    wrong += [f"notice {one} came {n} times" for one, n in arrived.items() if n > 1 and one not in admitted]
    newest: dict[tuple[str, str], int] = {}
    for mail in mails:
        if not mail.hearing_id:
            continue
        place = (mail.to, mail.hearing_id)
        if mail.version < newest.get(place, 0) and mail.notice_id not in admitted:
            wrong.append(f"{mail.to} got version {mail.version} of {mail.hearing_id} after {newest[place]}")
        newest[place] = max(newest.get(place, 0), mail.version)
    return wrong
