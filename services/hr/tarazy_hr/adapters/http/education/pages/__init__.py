"""The pages of training at a court's desk, and the public page on which certificates are checked."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.checking import checking_pages
from tarazy_hr.adapters.http.education.pages.hours import hours_pages
from tarazy_hr.adapters.http.education.pages.own import own_pages
from tarazy_hr.adapters.http.education.pages.planning import planning_pages
from tarazy_hr.adapters.http.education.pages.programmes import programmes_pages
from tarazy_hr.adapters.http.education.pages.rules import rules_pages
from tarazy_hr.adapters.http.education.pages.session import session_pages
from tarazy_hr.adapters.http.education.pages.session_teaching import session_teaching_pages
from tarazy_hr.adapters.http.front.visit import Front


def education_pages(desk: Desk, front: Front) -> list[APIRouter]:
    """All of them."""
    made = (
        own_pages,
        planning_pages,
        programmes_pages,
        rules_pages,
        hours_pages,
        session_pages,
        session_teaching_pages,
    )
    return [*(pages(desk, front) for pages in made), checking_pages(desk, front.pages)]
