"""Questionnaires are drawn up as new editions of the rules of surveys: surveys that are open keep what they ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_hr.adapters.proceedings.rules import SURVEYS, Dated
from tarazy_hr.domain.refusal import Refusal, unknown
from tarazy_hr.domain.surveys.rules import SurveyRules


@dataclass(frozen=True, slots=True)
class Edition:
    """Rules as they were laid down, with whose they are."""

    dated: Dated[SurveyRules]
    own: bool
    """The court's own, not those of all courts."""


async def change(
    uow: UnitOfWork,
    court_id: str,
    valid_from: date,
    today: date,
    changed: Callable[[SurveyRules], SurveyRules],
) -> Refusal | bool:
    """Lay down, from a day to come on, what would stand then with one thing changed: whether that is anything new.

    `court_id`: a court, or `EVERYWHERE` for all courts without rules of their own.
    """
    stands = await SURVEYS.standing(uow.connection, court_id, valid_from)
    if stands is None:
        return unknown("valid_from", "no_procedure", valid_from)
    return await SURVEYS.lay_down(uow.connection, court_id, valid_from, changed(stands), today, uow.now)


async def editions(connection: Connection, court_id: str) -> list[Edition]:
    """All that a court and the country have laid down, and what comes with the program; the latest day first."""
    return [Edition(dated, own) for dated, own in await SURVEYS.by_day(connection, court_id)]
