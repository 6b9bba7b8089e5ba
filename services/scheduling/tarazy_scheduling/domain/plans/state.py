"""What a plan rests on: every record that it read, each with a short text that changes when the record does."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import TypeAlias

from tarazy_scheduling.domain.model.calendar import ONE_DAY
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.planning import PlanWish
from tarazy_scheduling.domain.plans.wish import rules_of, sitting_days
from tarazy_scheduling.domain.working_set.court import Court

State: TypeAlias = Mapping[str, str]
"""By `kind:id` of a record what it is."""


def state_of(court: Court, wish: PlanWish) -> dict[str, str]:
    """The state of a court between the days of a plan."""
    begins = datetime.combine(wish.begins_on, time(), court.grid.zone).astimezone(UTC)
    ends = datetime.combine(wish.ends_on, time(), court.grid.zone).astimezone(UTC) + ONE_DAY
    return dict(_parts(court, wish, begins, ends))


def fingerprint(state: State) -> str:
    """One hash of it all, as hexadecimal digits."""
    text = json.dumps(state, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(before: State, now: State) -> list[str]:
    """The `kind:id` of what is another, new or gone. What has been asked for since and waits is no difference."""
    changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    return sorted(key for key in changed if key in before or not now[key].startswith("unlisted"))


def _parts(court: Court, wish: PlanWish, begins: datetime, ends: datetime) -> Iterator[tuple[str, str]]:
    days = sitting_days(court, wish)
    yield "calendar:", _digest(court.calendar.sitting_hours, court.calendar.slot_minutes, court.grid.zone.key, days)
    yield "rules:", _digest(*rules_of(court, wish))
    for hearing in court.hearings.values():
        if hearing.state == "unlisted" or _is_between(hearing, begins, ends):
            yield f"hearing:{hearing.hearing_id}", _hearing(court, hearing)
    for room in court.rooms.values():
        yield f"room:{room.room_id}", _digest(room.features, room.closed_at)
    for post in court.posts.values():
        yield f"post:{post.person_id}", f"{post.version}"
    for absence in court.absences.values():
        if not absence.is_cancelled and absence.starts_at < ends and begins < absence.ends_at:
            yield f"absence:{absence.absence_id}", _digest(absence.person_id, absence.starts_at, absence.ends_at)
    for one in court.unavailabilities.values():
        if not one.is_withdrawn and one.starts_at < ends and begins < one.ends_at:
            yield f"unavailability:{one.unavailability_id}", _digest(one.resource_id, one.starts_at, one.ends_at)
    for person, suspensions in court.suspensions.items():
        yield f"suspension:{person}", _digest(*((one.from_on, one.back_on) for one in suspensions))
    for block in court.sessions.blocks.values():
        yield f"block:{block.block_id}", _digest(*(getattr(block, name) for name in block.__slots__))
    for hold in court.holds.values():
        if hold.state == "held":
            yield f"hold:{hold.hold_id}", _digest(hold)
    for person, engagements in court.engagements.items():
        taken = sorted(
            (one.starts_at, one.ends_at) for one in engagements if one.starts_at < ends and begins < one.ends_at
        )
        if taken:
            yield f"engagement:{person}", _digest(*taken)


def _is_between(hearing: Hearing, begins: datetime, ends: datetime) -> bool:
    placing = hearing.placing
    return placing is not None and placing.starts_at < ends and begins < placing.ends_at


def _hearing(court: Court, hearing: Hearing) -> str:
    judge = court.cases[hearing.case_id].judge_id
    fixed = ":fixed" if hearing.is_fixed else ""
    return f"{hearing.state}:{hearing.version}:{hearing.request.request_version}:{judge}{fixed}"


def _digest(*values: object) -> str:
    """Of values whose `repr` is always the same: sets are put in order first."""
    texts = [repr(sorted(value)) if isinstance(value, frozenset) else repr(value) for value in values]
    return hashlib.sha256("|".join(texts).encode()).hexdigest()[:16]
