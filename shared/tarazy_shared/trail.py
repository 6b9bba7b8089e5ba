"""What a request leaves in the audit trail: noted while it is carried out, written at the end of its transaction."""

from collections.abc import Awaitable, Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from fastapi import Request

from tarazy_shared import audit_trail
from tarazy_shared.door import asking_of
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

T = TypeVar("T")

_ABOUT = ("person_id", "absence_id", "interest_id", "post_id", "category", "task_id", "notice_id", "channel")
"""Parts of addresses that say whom or what a request is about."""


@dataclass(frozen=True, slots=True)
class Note:
    """What will be written; who, when and with which permission is known by the request."""

    court_id: str | None
    about: object
    detail: Mapping[str, Any]


def noted(
    request: Request, court_id: str | None, about: object = None, detail: Mapping[str, Any] | None = None
) -> None:
    """Have something written into the audit trail when the transaction ends. Ids and codes alone, no free text."""
    _notes(request).append(Note(court_id, about, detail or {}))


def noted_nothing(request: Request) -> None:
    """Say that a request changed nothing: nothing is written for it."""
    _notes(request)


async def with_trail(
    uow: UnitOfWork, request: Request, cause: Cause, act: Callable[[UnitOfWork, Cause], Awaitable[T]]
) -> T:
    """Run `act`, then write what it noted; where it noted nothing at all, what the address says."""
    request.state.notes = None
    done = await act(uow, cause)
    asking = asking_of(request)
    notes = _by_address(request, done) if request.state.notes is None else list(request.state.notes)
    # Whoever notes in several courts takes their chains in one order, so that nobody waits for each other.
    for note in sorted(notes, key=lambda one: one.court_id or audit_trail.EVERYWHERE):
        await audit_trail.note(
            uow, asking.who, asking.permission, note.court_id, note.about, note.detail, request_id=cause.id
        )
    return done


async def note_reading(
    work: Work, request: Request, court_id: str, files: Set[UUID], action: str = "person.read"
) -> None:
    """Note that somebody has read the files of others: of one by its id, of many by their number."""
    who = asking_of(request).who
    others = files - {who.person_id}
    if not others:
        return
    about = next(iter(others)) if len(others) == 1 else None
    async with work.begin() as uow:
        await audit_trail.note(
            uow, who, action, court_id, about, {"files": len(others)}, request_id=str(uuid7(uow.now))
        )


def _notes(request: Request) -> list[Note]:
    if getattr(request.state, "notes", None) is None:
        request.state.notes = []
    notes: list[Note] = request.state.notes
    return notes


def _by_address(request: Request, done: object) -> list[Note]:
    """What the address says, unless the answer is that nothing changed."""
    body = getattr(done, "body", None)
    if isinstance(body, Mapping) and body.get("changed") is False:
        return []
    given = {name: str(value) for name, value in request.path_params.items() if name != "court_id"}
    about = next((given[name] for name in _ABOUT if name in given), next(iter(given.values()), None))
    return [Note(request.path_params.get("court_id"), about, given)]
