"""What was asked against what was answered, told and mailed: nothing lost, nothing doubled, nothing out of order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

ANSWERS = ("scheduled", "rescheduled", "unlisted", "refused")
FINAL = ("superseded", "expired", "failed", "bounced")


@dataclass(frozen=True, slots=True)
class Request:
    """A version of a hearing request that was published."""

    event_id: str
    hearing_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseTold:
    """`allocated`, `reallocated` or `unallocated`."""

    kind: str
    case_id: str


@dataclass(frozen=True, slots=True)
class HearingTold:
    """An event about a hearing, in the order of its topic."""

    kind: str
    """`scheduled`, `rescheduled`, `cancelled`, `unlisted`, `recorded` or `refused`."""
    cause: str
    hearing_id: str
    version: int
    people: frozenset[str] = frozenset()
    """person_ids and party_ids who are to come."""
    before: frozenset[str] = frozenset()
    """Who was to come until then."""
    codes: tuple[str, ...] = ()
    """Codes of conflicts, or of the reason."""

    @property
    def told(self) -> frozenset[str]:
        """Who has to hear of it."""
        return self.people | self.before


@dataclass(frozen=True, slots=True)
class NoticeTold:
    """`queued`, `sent`, `superseded`, … about one notice."""

    kind: str
    notice_id: str
    hearing_id: str
    version: int
    recipient: str
    topic: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that arrived, in the order of arrival."""

    hearing_id: str
    version: int
    recipient: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that went in and came out."""

    cases: Sequence[str]
    requests: Sequence[Request]
    case_answers: Sequence[CaseTold]
    hearings: Sequence[HearingTold]
    notices: Sequence[NoticeTold]
    mails: Sequence[Mail]
    reachable: frozenset[str]
    """Recipients who have a mailbox at which mails arrive."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The figures, and every difference in words."""

    cases: int
    allocated: int
    requests: int
    answered: int
    listed: int
    """Hearings that stand in the calendar."""
    moved: int
    not_placed: Mapping[str, int]
    """Hearings that stand nowhere, by the code of the first conflict."""
    notices: int
    mails: int
    superseded: int
    lost: Sequence[str]
    doubled: Sequence[str]
    disordered: Sequence[str]

    @property
    def holds(self) -> bool:
        """True when nothing was lost, doubled or out of order."""
        return not (self.lost or self.doubled or self.disordered)


def reconcile(record: Record) -> Reconciliation:
    """Compare everything that went in with everything that came out."""
    last = {told.hearing_id: told for told in record.hearings if told.kind not in ("refused", "recorded")}
    drawn = {told.case_id for told in record.case_answers if told.kind == "allocated"}
    answers = _answers(record)
    return Reconciliation(
        cases=len(record.cases),
        allocated=len(drawn & set(record.cases)),
        requests=len(record.requests),
        answered=sum(bool(answers[request.event_id]) for request in record.requests),
        listed=sum(told.kind in ("scheduled", "rescheduled") for told in last.values()),
        moved=sum(told.kind == "rescheduled" for told in record.hearings),
        not_placed=Counter(
            told.codes[0] if told.codes else "refused" for told in last.values() if told.kind == "unlisted"
        ),
        notices=sum(told.kind == "queued" for told in record.notices),
        mails=len(record.mails),
        superseded=sum(told.kind == "superseded" for told in record.notices),
        lost=[*_unanswered(record, answers), *_untold(record)],
        doubled=[*_answered_twice(record, answers), *_told_twice(record)],
        disordered=[*_versions_astray(record), *_older_after_newer(record)],
    )


def _answers(record: Record) -> Mapping[str, list[HearingTold]]:
    answers: dict[str, list[HearingTold]] = defaultdict(list)
    asked = {request.event_id: request.hearing_id for request in record.requests}
    for told in record.hearings:
        if told.kind in ANSWERS and asked.get(told.cause) == told.hearing_id:
            answers[told.cause].append(told)
    return answers


def _unanswered(record: Record, answers: Mapping[str, list[HearingTold]]) -> Iterator[str]:
    known = {told.case_id for told in record.case_answers}
    for case_id in record.cases:
        if case_id not in known:
            yield f"case {case_id} was neither drawn nor refused"
    for request in record.requests:
        if not answers[request.event_id]:
            yield f"the request for hearing {request.hearing_id} has no answer"


def _answered_twice(record: Record, answers: Mapping[str, list[HearingTold]]) -> Iterator[str]:
    for request in record.requests:
        if len(answers[request.event_id]) > 1:
            yield f"the request for hearing {request.hearing_id} has {len(answers[request.event_id])} answers"
    drawn = Counter(told.case_id for told in record.case_answers if told.kind == "allocated")
    for case_id, times in drawn.items():
        if times > 1:
            yield f"case {case_id} was drawn {times} times"


def _untold(record: Record) -> Iterator[str]:
    """Everybody concerned and reachable has a notice of each version, and each notice to them ends in a mail or a
    reason. Of simulated recipients there are notices and no mails."""
    noticed = {(told.hearing_id, told.version, told.recipient) for told in record.notices if told.kind == "queued"}
    ended = {told.notice_id for told in record.notices if told.kind in FINAL}
    mailed = {(mail.hearing_id, mail.version, mail.recipient) for mail in record.mails}
    for told in record.hearings:
        for recipient in told.told & record.reachable:
            if (told.hearing_id, told.version, recipient) not in noticed:
                yield f"{recipient} has no notice of version {told.version} of hearing {told.hearing_id}"
    for told_notice in record.notices:
        key = told_notice.hearing_id, told_notice.version, told_notice.recipient
        is_due = told_notice.kind == "queued" and told_notice.recipient in record.reachable
        if is_due and told_notice.notice_id not in ended and key not in mailed:
            yield f"{told_notice.recipient} got no mail of version {told_notice.version} of {told_notice.hearing_id}"


def _told_twice(record: Record) -> Iterator[str]:
    queued = Counter(
        (told.hearing_id, told.version, told.recipient, told.topic) for told in record.notices if told.kind == "queued"
    )
    mailed = Counter((mail.hearing_id, mail.version, mail.recipient) for mail in record.mails)
    sent = Counter(told.notice_id for told in record.notices if told.kind == "sent")
    for counted, what in ((queued, "notice"), (mailed, "mail"), (sent, "sending")):
        for key, times in counted.items():
            if times > 1:
                yield f"{times} times the same {what}: {key}"


def _versions_astray(record: Record) -> Iterator[str]:
    """The versions of a hearing are 1, 2, … without gap and without repetition."""
    latest: dict[str, int] = {}
    for told in record.hearings:
        if told.kind == "refused":
            continue
        expected = latest.get(told.hearing_id, 0) + 1
        if told.version != expected:
            yield f"hearing {told.hearing_id}: version {told.version} where {expected} was due"
        latest[told.hearing_id] = max(expected - 1, told.version)


def _older_after_newer(record: Record) -> Iterator[str]:
    newest: dict[tuple[str, str], int] = {}
    for mail in record.mails:
        key = mail.hearing_id, mail.recipient
        if mail.version < newest.get(key, 0):
            yield f"{mail.recipient} got version {mail.version} of hearing {mail.hearing_id} after {newest[key]}"
        newest[key] = max(newest.get(key, 0), mail.version)


def latencies(record: Record, during: Iterable[tuple[datetime, datetime]] = ()) -> list[float]:
    """Seconds from each request to each mail of the version that answered it, ascending.

    Without the requests made in one of the periods `during`.
    """
    asked = {request.event_id: request.at for request in record.requests}
    left_out = list(during)
    began = {
        (told.hearing_id, told.version): asked[told.cause]
        for told in record.hearings
        if told.cause in asked and not any(start <= asked[told.cause] < end for start, end in left_out)
    }
    return sorted(
        (mail.at - began[mail.hearing_id, mail.version]).total_seconds()
        for mail in record.mails
        if (mail.hearing_id, mail.version) in began
    )


def percentile(ascending: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of all values do not exceed; 0 of nothing."""
    if not ascending:
        return 0.0
    rank = -(-len(ascending) * share // 1)
    return ascending[max(0, min(len(ascending), int(rank)) - 1)]
