"""What the pages of training have in common: forms carried out, names of programmes, bars of hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi.responses import HTMLResponse
from tarazy_shared.database import Connection
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.asking import told
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.education.conducting import Conducted
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.education.commands import Command
from tarazy_hr.domain.education.hours import Shortfall
from tarazy_hr.domain.education.programme import Programme
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

SECTION = "training"
SHIPPED = message("To be set by the council of judges and the Academy of Justice")
"""The source of what comes with the program."""
EVERYWHERE = "country_training.change"


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of the hours of a year is learnt and to come, in percent of the bar; `lacks` is in hours."""

    learnt: int
    with_to_come: int

    @classmethod
    def of(cls, one: Shortfall) -> "Bar":
        """How somebody stands; more than is asked fills the bar."""
        learnt = min(100, 100 * one.attended // one.required)
        return cls(learnt, min(100, 100 * (one.attended + one.to_come) // one.required))


def show(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the section; templates ask `may` for permissions and `hours` for minutes as hours."""

    def hours(minutes: int) -> str:
        return visit.reader.number(round(minutes / 60, 1))

    return visit.render(template, section=SECTION, status=status, may=visit.may, hours=hours, **context)


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


async def carry(
    desk: Desk, visit: Visit, session_id: UUID, *commands: Command, held_by: str | None = None
) -> Conducted | Refusal:
    """Carry a form out, as a whole or not at all, noted in the audit trail. Whether one may has been asked.

    The answer is that to the last command.
    """

    async def act(uow: UnitOfWork, cause: Cause) -> Conducted:
        done: Conducted | None = None
        for command in commands:
            outcome = await told(uow, visit.request, session_id, command, cause, held_by=held_by)
            if isinstance(outcome, Refusal):
                raise _RefusedError(outcome)
            done = outcome
        if done is None:
            raise ValueError("Nothing to carry out")
        return done

    try:
        return await desk.within(visit.request, act)
    except _RefusedError as error:
        return error.refusal
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


def may_everywhere(visit: Visit) -> bool:
    """Whether they may lay down what holds for all courts."""
    return RIGHTS.may(visit.who, EVERYWHERE, None)


def not_taken(visit: Visit, refusal: Refusal) -> Form:
    """The form with what was typed and why it was not taken."""
    return Form(visit.given, {refusal.field.split("[")[0] or "form": said(visit, refusal)})


def said(visit: Visit, refusal: Refusal) -> str:
    """Why, in words; the source that comes with the program in the reader's language too."""
    particulars = dict(refusal.particulars)
    if source := particulars.get("source"):
        particulars["source"] = visit.words.gettext(source)
    return reason(refusal.code, particulars, visit.reader.language)


async def programmes(connection: Connection, visit: Visit) -> Mapping[str, Programme]:
    """Those that stand in the court today."""
    return await catalogue.standing(connection, visit.court.court_id, visit.today)


def names(visit: Visit, known: Mapping[str, Programme]) -> dict[str, str]:
    """What programmes are called; templates show the code of one that no longer stands."""
    return {code: str(getattr(one.name, visit.reader.language)) for code, one in known.items()}


def id_given(visit: Visit, name: str) -> UUID:
    """An id of a form; one that nobody has for what is none."""
    try:
        return UUID(visit.given.get(name, ""))
    except ValueError:
        return UUID(int=0)
