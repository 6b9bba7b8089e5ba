"""The file of a person as pages: all that is recorded about them in a court, and what an officer does about it."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.file import (
    absences,
    appointment,
    authorisations,
    beside,
    interests,
    ledger,
    patterns,
    secondments,
    suspensions,
)
from tarazy_hr.adapters.http.file.acting import acts_router
from tarazy_hr.adapters.http.file.page import file_router
from tarazy_hr.adapters.http.front.visit import Front

ACTS = (
    *appointment.ACTS,
    *beside.ACTS,
    *authorisations.ACTS,
    *suspensions.ACTS,
    *interests.ACTS,
    *patterns.ACTS,
    *absences.ACTS,
    *ledger.ACTS,
    *secondments.ACTS,
)


def file_pages(desk: Desk, front: Front) -> list[APIRouter]:
    """The file, and a page for each act."""
    return [file_router(desk, front, ACTS), acts_router(desk, front, ACTS)]
