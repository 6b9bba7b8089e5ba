"""The pages of selection at a court's desk."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front
from tarazy_hr.adapters.http.selection.pages.announcing import announcing_pages
from tarazy_hr.adapters.http.selection.pages.applicants import applicants_pages
from tarazy_hr.adapters.http.selection.pages.competition import competition_pages
from tarazy_hr.adapters.http.selection.pages.orders import order_pages
from tarazy_hr.adapters.http.selection.pages.procedures import procedure_pages
from tarazy_hr.adapters.http.selection.pages.scoring import scoring_pages


def selection_pages(desk: Desk, front: Front) -> list[APIRouter]:
    """All of them; forms and procedures come before the addresses of competitions."""
    made = (announcing_pages, procedure_pages, competition_pages, applicants_pages, scoring_pages, order_pages)
    return [pages(desk, front) for pages in made]
