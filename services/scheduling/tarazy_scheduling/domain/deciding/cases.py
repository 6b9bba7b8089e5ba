"""What becomes of a case: registered, updated, closed, a judge recused."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_scheduling.domain.allocation.allocating import allocate, draw_waiting
from tarazy_scheduling.domain.allocation.reallocating import draw_again, has_seat
from tarazy_scheduling.domain.commands import CloseCase, GrantRecusal, RegisterCase, UpdateCase
from tarazy_scheduling.domain.deciding.unavailability import take_for_people
from tarazy_scheduling.domain.facts import EventRefused, Refusal
from tarazy_scheduling.domain.listing.answers import cancel
from tarazy_scheduling.domain.listing.asking import attendees_of
from tarazy_scheduling.domain.listing.limiting import sits_in_time
from tarazy_scheduling.domain.listing.listing import in_turn, settle, try_case
from tarazy_scheduling.domain.listing.moving import to_come
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.outcome import Applied, Dead, Dropped, Outcome, Waits, at_once
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()
GIVEN_BY_NAME = (
    "number", "category", "filed_at", "instance", "language", "complexity", "confidential", "specialisms",
    "related_case_ids", "parties",
)  # fmt: skip


def register_case(court: Court, asked: RegisterCase, now: datetime) -> Outcome:
    """Keep a new case and draw its judge."""
    known = court.cases.get(asked.case.case_id)
    if known and known.registration_sha256 == asked.case.registration_sha256:
        return Dropped()
    if known:
        text = "The case is registered already, with other content"
        return Dead((Refusal("case_id", "already_registered", text),))
    court.put_case(asked.case)
    allocate(court, asked.case.case_id, "registered", now)
    return APPLIED


def update_case(court: Court, asked: UpdateCase, now: datetime) -> Outcome:
    """Take over what is given; those who join or leave change the hearings that everybody attends."""
    case = court.cases.get(asked.case_id)
    if case is None:
        return Waits("unknown_case", "case_id", str(asked.case_id))
    if asked.version <= case.version:
        return Dropped()
    if case.closed_at:
        return _refuse(court, case.case_id, "", "case_closed", "The case is closed")
    if asked.category not in (None, case.category) and not court.catalogue.category(asked.category, court.today(now)):
        return _refuse(court, case.case_id, "category", "unknown_code", "No category has this code")
    given: dict[str, Any] = {name: value for name in GIVEN_BY_NAME if (value := getattr(asked, name)) is not None}
    if asked.custody is not None:
        given["custody_since"], given["custody_limit_on"] = asked.custody
    court.put_case(replace(case, version=asked.version, **given))
    take_for_people(court, case, court.cases[case.case_id], now)
    if case.judge_id is None:
        at_once(draw_waiting(court, now))
    hearings = [court.hearings[hearing_id] for hearing_id in court.hearings_of_case.get(case.case_id, ())]
    for hearing in in_turn(court, to_come(hearings, now)):
        _follow(court, hearing, now)
    try_case(court, case.case_id, now)
    return APPLIED


def close_case(court: Court, asked: CloseCase, now: datetime) -> Outcome:
    """End the case; what stands or waits of its hearings is cancelled, what is past stays as it was."""
    case = court.cases.get(asked.case_id)
    if case is None:
        return Waits("unknown_case", "case_id", str(asked.case_id))
    if case.closed_at:
        return _refuse(court, case.case_id, "", "case_closed", "The case is closed")
    court.put_case(replace(case, closed_at=asked.closed_at, outcome=asked.outcome, awaits=None))
    court.filings.note(court.cases[case.case_id])
    hearings = [court.hearings[hearing_id] for hearing_id in court.hearings_of_case.get(case.case_id, ())]
    for hearing in hearings:
        waits = hearing.state == "unlisted"
        stands = hearing.state == "listed" and hearing.placing is not None and hearing.placing.ends_at > now
        if waits or stands:
            cancel(court, hearing, "case_closed", now)
    return APPLIED


def grant_recusal(court: Court, asked: GrantRecusal, now: datetime) -> Outcome:
    """Exclude a judge from a case; if the judge has it, it is drawn again and its hearings follow."""
    case = court.cases.get(asked.case_id)
    if case is None:
        return Waits("unknown_case", "case_id", str(asked.case_id))
    if asked.person_id not in court.posts:
        return Waits("unknown_person", "person_id", str(asked.person_id))
    if case.closed_at:
        return _refuse(court, case.case_id, "", "case_closed", "The case is closed")
    court.put_case(replace(case, recused=case.recused | {asked.person_id}))
    if has_seat(case, asked.person_id):
        at_once(draw_again(court, asked.person_id, [case.case_id], "judge_recused", now))
    elif case.judge_id is None:
        at_once(draw_waiting(court, now))
    hearings = [court.hearings[hearing_id] for hearing_id in court.hearings_of_case.get(case.case_id, ())]
    # Of whoever has a seat they follow the draw; a substitute has none.
    for hearing in in_turn(court, to_come(hearings, now)):
        if hearing.placing and hearing.placing.substitute_for and asked.person_id in hearing.placing.judges:
            settle(court, hearing, now, "judge_recused")
    return APPLIED


def _follow(court: Court, hearing: Hearing, now: datetime) -> None:
    """Let a standing hearing follow its case: who attends, and until when it has to sit."""
    case, placing = court.cases[hearing.case_id], hearing.placing
    if placing is None:
        return
    attendees = attendees_of(case, hearing.request)
    attending = {party.resource_id for party in attendees}
    is_lawful = sits_in_time(court, hearing, court.today(now))
    same = placing.attendee_ids == tuple(party.party_id for party in attendees)
    if same and attending == set(placing.attending) and is_lawful:
        return
    taken = any(_is_taken(court, hearing, resource_id) for resource_id in attending - set(placing.attending))
    settle(court, hearing, now, "attendee_unavailable" if taken else "request_changed")


def _is_taken(court: Court, hearing: Hearing, resource_id: UUID) -> bool:
    """Whether somebody who joins is busy or away when the hearing sits."""
    agenda, placing = court.diaries.if_any(resource_id), hearing.placing
    pieces = court.grid.pieces(placing.sittings) if placing else None
    if agenda is None or pieces is None:
        return False
    return any(agenda.attends(piece.day) & piece.mask != piece.mask for piece in pieces)


def _refuse(court: Court, case_id: UUID, field: str, code: str, text: str) -> Applied:
    court.tell(EventRefused((Refusal(field, code, text),), case_id=case_id))
    return APPLIED
