"""The court's sessions, as somebody at its desk lays them down."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.commands import (
    EndSessionBlock,
    KeepSessionBlock,
    PermitOverbooking,
    PreferHalfDay,
    WithdrawOverbooking,
)
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.model.sessions import SessionBlock
from tarazy_scheduling.domain.outcome import Applied, Dead, Dropped, Outcome, Waits
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()


def prefer_half_day(court: Court, asked: PreferHalfDay, now: datetime) -> Outcome:
    """What is listed from now on is put there first; what stands stays."""
    one = asked.preference
    if wrong := tuple(_no_judge(court, "person_id", one.person_id)):
        return Dead(wrong)
    if one.to_on and one.to_on < one.from_on:
        return Dead((Refusal("to_on", "field_wrong", "Lies before from_on"),))
    if court.sessions.preferences.get((one.person_id, one.from_on)) == one:
        return Dropped()
    court.sessions.prefer(one)
    court.changes.preferences.add((one.person_id, one.from_on))
    return APPLIED


def keep_session_block(court: Court, asked: KeepSessionBlock, now: datetime) -> Outcome:
    """What is listed from now on keeps out of the session unless it is meant; what stands stays."""
    block, known = asked.block, court.sessions.blocks.get(asked.block.block_id)
    if wrong := tuple(_wrong_block(court, block, now)):
        return Dead(wrong)
    if block == known:
        return Dropped()
    _keep(court, block, known)
    return APPLIED


def end_session_block(court: Court, asked: EndSessionBlock, now: datetime) -> Outcome:
    """The session is everybody's again."""
    known = court.sessions.blocks.get(asked.block_id)
    if known is None:
        return Waits("unknown_block", "block_id", str(asked.block_id))
    if known.is_ended:
        return Dropped()
    _keep(court, replace(known, is_ended=True), known)
    return APPLIED


def permit_overbooking(court: Court, asked: PermitOverbooking, now: datetime) -> Outcome:
    """What finds no other place may be put over others in the session."""
    one, known = asked.overbooking, court.sessions.overbookings.get(asked.overbooking.overbooking_id)
    if known:
        return Dropped("known_id")
    wrong = [*_no_judge(court, "person_id", one.person_id)]
    if one.permitted_by not in court.posts:
        wrong.append(Refusal("permitted_by", "unknown_person", f"{one.permitted_by} has no post in the court"))
    if one.day < court.today(now):
        wrong.append(Refusal("day", "in_the_past", "The session is over"))
    elif not court.calendar.is_open(one.day):
        wrong.append(Refusal("day", "court_closed", "The court does not sit on that day"))
    if wrong:
        return Dead(tuple(wrong))
    court.sessions.overbookings[one.overbooking_id] = one
    court.changes.overbookings.add(one.overbooking_id)
    court.freed.add(one.person_id)
    return APPLIED


def withdraw_overbooking(court: Court, asked: WithdrawOverbooking, now: datetime) -> Outcome:
    """No further hearing is put over another there."""
    known = court.sessions.overbookings.get(asked.overbooking_id)
    if known is None:
        return Waits("unknown_overbooking", "overbooking_id", str(asked.overbooking_id))
    if known.is_withdrawn:
        return Dropped()
    court.sessions.overbookings[known.overbooking_id] = replace(known, is_withdrawn=True)
    court.changes.overbookings.add(known.overbooking_id)
    return APPLIED


def release_sessions(court: Court) -> None:
    """With each day sessions come near enough to be everybody's: what waits is tried again."""
    court.freed.update(court.sessions.blocked())
    if any(one in court.rooms for one in court.sessions.blocked()):
        court.freed.add("rooms")


def _keep(court: Court, block: SessionBlock, known: SessionBlock | None) -> None:
    court.sessions.block(block)
    court.changes.blocks.add(block.block_id)
    for one in (block, known) if known else (block,):
        court.freed.add("rooms" if one.kind == "room" else one.resource_id)


def _wrong_block(court: Court, block: SessionBlock, now: datetime) -> Iterator[Refusal]:
    if block.kind == "judge":
        yield from _no_judge(court, "resource_id", block.resource_id)
    elif block.resource_id not in court.rooms:
        yield Refusal("resource_id", "unknown_room", f"{block.resource_id} is not known")
    today = court.today(now)
    if not block.hearing_types and not block.categories:
        yield Refusal("hearing_types", "field_missing", "It must be for some hearing types or categories")
    for code in sorted(block.hearing_types):
        if court.catalogue.hearing_type(code, max(today, block.from_on)) is None:
            yield Refusal("hearing_types", "unknown_code", f"No hearing type has the code {code}")
    for code in sorted(block.categories):
        if court.catalogue.category(code, max(today, block.from_on)) is None:
            yield Refusal("categories", "unknown_code", f"No category has the code {code}")
    if block.to_on and block.to_on < block.from_on:
        yield Refusal("to_on", "field_wrong", "Lies before from_on")


def _no_judge(court: Court, field: str, person_id: UUID) -> Iterator[Refusal]:
    post = court.posts.get(person_id)
    if post is None:
        yield Refusal(field, "unknown_person", f"{person_id} has no post in the court")
    elif post.role not in ("judge", "lay_judge"):
        yield Refusal(field, "field_wrong", f"{person_id} is no judge of the court")
