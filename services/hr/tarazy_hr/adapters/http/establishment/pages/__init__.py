"""Pages of the establishment: a court's staffing table, its posts and people, vacancies, tables taken in."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.appointing import appointing_pages
from tarazy_hr.adapters.http.establishment.pages.court import court_pages
from tarazy_hr.adapters.http.establishment.pages.posts import posts_pages
from tarazy_hr.adapters.http.establishment.pages.staffing import staffing_pages
from tarazy_hr.adapters.http.establishment.pages.tables import tables_pages
from tarazy_hr.adapters.http.establishment.pages.vacancies import vacancies_pages
from tarazy_hr.adapters.http.front.visit import Front


def establishment_pages(desk: Desk, front: Front) -> list[APIRouter]:
    """All of them."""
    kinds = (staffing_pages, vacancies_pages, tables_pages, posts_pages, appointing_pages, court_pages)
    return [pages(desk, front) for pages in kinds]
