"""The pages of evaluation at a court's desk."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.pages.coming import coming_pages
from tarazy_hr.adapters.http.evaluation.pages.evaluation import evaluation_pages_router
from tarazy_hr.adapters.http.evaluation.pages.facts_behind import facts_behind_pages
from tarazy_hr.adapters.http.evaluation.pages.judging import judging_pages
from tarazy_hr.adapters.http.evaluation.pages.listing import listing_pages
from tarazy_hr.adapters.http.evaluation.pages.needs import needs_pages
from tarazy_hr.adapters.http.evaluation.pages.office import office_pages
from tarazy_hr.adapters.http.evaluation.pages.public import public_pages
from tarazy_hr.adapters.http.evaluation.pages.rules import rules_pages
from tarazy_hr.adapters.http.front.visit import Front


def evaluation_pages(desk: Desk, front: Front) -> list[APIRouter]:
    """All of them; the list and its form come before the addresses of evaluations."""
    made = (
        listing_pages,
        coming_pages,
        rules_pages,
        evaluation_pages_router,
        facts_behind_pages,
        office_pages,
        judging_pages,
        needs_pages,
    )
    return [*(pages(desk, front) for pages in made), public_pages(desk, front.pages)]
