"""Corrections of what is known of a candidate: what was known before is kept beside it and deleted with it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_hr.adapters.book_reading import LOCK
from tarazy_hr.adapters.selection import candidates
from tarazy_hr.adapters.selection.record import RECORD
from tarazy_hr.domain.refusal import Refusal, conflict, unknown
from tarazy_hr.domain.selection.competition import told_by

FIELDS = ("name", "identity_number", "contacts", "languages")


async def correct_candidate(
    uow: UnitOfWork,
    court_id: str,
    competition_id: UUID,
    application_id: UUID,
    given: Mapping[str, Any],
    subject: str,
) -> list[str] | Refusal:
    """Put right what is known of somebody who applied; which fields that changes. Whom it is about stays the same.

    Interests of the panel are looked at anew with the next step of the competition, by the name as it is then.
    """
    await uow.connection.execute(LOCK, court_id)
    competition = told_by((await RECORD.read(uow.connection, competition_id))[0])
    if competition is None or competition.announced.court_id != court_id:
        return unknown("competition_id", "unknown_competition", competition_id)
    people = await candidates.of_competition(uow.connection, competition_id)
    known = next((one for one in people if one.application_id == application_id), None)
    if known is None:
        return unknown("application_id", "unknown_application", application_id)
    wanted = replace(known, **given)
    for other in people:
        withdrawn = competition.applications[other.application_id].withdrawn
        same = other.identity_number == wanted.identity_number
        if other.application_id != application_id and same and not withdrawn:
            return conflict("identity_number", "applied_already", application=other.application_id)
    changed = [name for name in FIELDS if getattr(known, name) != getattr(wanted, name)]
    if changed:
        await candidates.correct(uow.connection, known, wanted, subject, uow.now)
    return changed
