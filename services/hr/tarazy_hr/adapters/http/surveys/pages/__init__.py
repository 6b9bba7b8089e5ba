"""The pages of surveys at a court's desk."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front
from tarazy_hr.adapters.http.surveys.pages.acting import acting_pages
from tarazy_hr.adapters.http.surveys.pages.asking import asking_pages
from tarazy_hr.adapters.http.surveys.pages.feedback import feedback_pages
from tarazy_hr.adapters.http.surveys.pages.holding import holding_pages
from tarazy_hr.adapters.http.surveys.pages.listing import listing_pages
from tarazy_hr.adapters.http.surveys.pages.opening import opening_pages
from tarazy_hr.adapters.http.surveys.pages.questionnaires import questionnaire_pages
from tarazy_hr.adapters.http.surveys.pages.survey import survey_page_router
from tarazy_hr.adapters.http.surveys.pages.words_desk import words_pages


def survey_pages(desk: Desk, front: Front, key: str | None) -> list[APIRouter]:
    """All of them; the list and its form come before the addresses of surveys. `key`: as for `survey_routers`."""
    return [
        listing_pages(desk, front),
        opening_pages(desk, front, key),
        questionnaire_pages(desk, front),
        holding_pages(desk, front),
        survey_page_router(desk, front),
        acting_pages(desk, front),
        asking_pages(desk, front, key),
        words_pages(desk, front),
        feedback_pages(desk, front, key),
    ]
