"""Changes of hearings that some people are told once a day: taken out of what is queued, and put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_notifications.adapters.timing import digest_store
from tarazy_notifications.app.timing.planning import Planning, Told
from tarazy_notifications.domain.planning.digests import CHANGES, Pending, together


@dataclass(slots=True)
class Sorted:
    """What is told at once, and what waits or does not wait any more."""

    at_once: list[Told] = field(default_factory=list)
    put: dict[tuple[UUID, UUID], Pending] = field(default_factory=dict)
    gone: set[tuple[UUID, UUID]] = field(default_factory=set)


async def without_digests(uow: UnitOfWork, planning: Planning, told: Sequence[Told]) -> list[Told]:
    """What is told at once; the rest waits for its reader's next digest."""
    readers = planning.digest_readers(told)
    if not readers:
        return list(told)
    concerned = {
        (one.notice.recipient_id, one.notice.subject_id)
        for one in told
        if one.notice.topic in CHANGES and one.notice.recipient_id in readers
    }
    known = await digest_store.waiting(uow.connection, concerned) if concerned else {}
    found = _sorted(planning, told, concerned, dict(known))
    await digest_store.remove(uow.connection, found.gone)
    await digest_store.put(uow.connection, list(found.put.values()))
    return found.at_once


def _sorted(
    planning: Planning,
    told: Sequence[Told],
    concerned: set[tuple[UUID, UUID]],
    waiting: dict[tuple[UUID, UUID], Pending],
) -> Sorted:
    """In the order in which it was decided: a batch may hold several versions of one hearing."""
    found = Sorted()
    said: dict[tuple[UUID, UUID, int], str | None] = {}
    for one in told:
        notice, key = one.notice, (one.notice.recipient_id, one.notice.subject_id)
        if key not in concerned or notice.topic not in CHANGES:
            found.at_once.append(one)
            continue
        # Somebody may be told by several channels: what it comes to is decided once.
        once = (*key, notice.subject_version)
        if once not in said:
            said[once] = together(waiting[key].topic if key in waiting else None, notice.topic)
            before = waiting.pop(key, None)
            found.put.pop(key, None)
            if before is not None:
                found.gone.add(key)
            due_at = planning.digest_at(one)
            topic = said[once]
            if due_at is not None and topic is not None:
                first = before.first_version if before else notice.subject_version
                pending = Pending(
                    *key[:1],
                    notice.court_id,
                    key[1],
                    first,
                    notice.subject_version,
                    topic,
                    notice.role,
                    before.due_at if before else due_at,
                )
                waiting[key] = found.put[key] = pending
                found.gone.discard(key)
        if said[once] is not None and key not in found.put:
            found.at_once.append(one)
    return found
