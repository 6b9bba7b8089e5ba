"""Acting beside the own post: entered, changed, ended, called off. Scheduling is told nothing: it sees one person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_hr.adapters.acting_store import acting_by_id, keep_acting
from tarazy_hr.adapters.book_reading import LOCK, open_book
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain import acting
from tarazy_hr.domain.acting import Acting
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown, wrong


@dataclass(frozen=True, slots=True)
class ToAct:
    """What somebody wants of it; without a role it is the post's."""

    acting_id: UUID
    court_id: str
    person_id: UUID
    post_id: UUID
    from_on: date
    to_on: date | None = None
    role: str | None = None
    order_number: str | None = None


async def enter_acting(uow: UnitOfWork, asked: ToAct) -> bool | Refusal:
    """Somebody acts, or acts on other days; False: that stood already."""
    touched = Touched(people=frozenset({asked.person_id}), posts=frozenset({asked.post_id}))
    book = await open_book(uow.connection, asked.court_id, touched)
    if book.court is None:
        return unknown("court_id", "unknown_court", asked.court_id)
    file, post = book.person(asked.person_id), book.posts.get(asked.post_id)
    if file.appointment is None:
        return unknown("person_id", "unknown_person", asked.person_id)
    role = asked.role or (post.post.role if post else None)
    if post is not None and role is None:
        return wrong("role", "cell_missing")
    whom = asked.acting_id, asked.court_id, asked.person_id, asked.post_id
    wanted = Acting(*whom, role or "", asked.from_on, asked.to_on, asked.order_number)
    standing = await acting_by_id(uow.connection, asked.acting_id)
    known = standing[1] if standing else None
    # What was called off can be entered once more.
    compared = None if standing and standing[0] == "called_off" and known and _same_whom(known, wanted) else known
    found = acting.enter(compared, wanted, file.tenures, post, book.holders(asked.post_id))
    if isinstance(found, Refusal) or found is None:
        return found or False
    await keep_acting(uow.connection, "changed" if standing else "entered", found, uow.now)
    return True


async def end_acting(uow: UnitOfWork, court_id: str, person_id: UUID, acting_id: UUID, to_on: date) -> bool | Refusal:
    """The last day of acting is said, or said anew."""
    known = await _known(uow, court_id, person_id, acting_id)
    if isinstance(known, Refusal):
        return known
    days = known.from_on, to_on
    return await enter_acting(
        uow, ToAct(acting_id, court_id, person_id, known.post_id, *days, known.role, known.order_number)
    )


async def call_acting_off(uow: UnitOfWork, court_id: str, person_id: UUID, acting_id: UUID) -> bool | Refusal:
    """Nobody acts after all; False: that was said before."""
    await uow.connection.execute(LOCK, court_id)
    standing = await acting_by_id(uow.connection, acting_id)
    if standing is not None and standing[0] == "called_off" and standing[1].person_id == person_id:
        return False
    known = await _known(uow, court_id, person_id, acting_id)
    if isinstance(known, Refusal):
        return known
    book = await open_book(uow.connection, court_id, Touched())
    off = acting.call_off(known, day_of(uow.now, book.zone))
    if isinstance(off, Refusal):
        return off
    await keep_acting(uow.connection, "called_off", off, uow.now)
    return True


async def _known(uow: UnitOfWork, court_id: str, person_id: UUID, acting_id: UUID) -> Acting | Refusal:
    standing = await acting_by_id(uow.connection, acting_id)
    if standing is None or standing[0] == "called_off":
        return unknown("acting_id", "unknown_acting", acting_id)
    known = standing[1]
    if (known.court_id, known.person_id) != (court_id, person_id):
        return unknown("acting_id", "unknown_acting", acting_id)
    return known


def _same_whom(one: Acting, other: Acting) -> bool:
    return (one.court_id, one.person_id) == (other.court_id, other.person_id)
