"""The pages of discipline at a court's desk, and the list of deadlines."""

from fastapi import APIRouter
from tarazy_shared.beacons.beacon import BeaconClock

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.pages.body import body_pages
from tarazy_hr.adapters.http.discipline.pages.case import case_pages
from tarazy_hr.adapters.http.discipline.pages.deadlines import deadlines_pages
from tarazy_hr.adapters.http.discipline.pages.listing import listing_pages
from tarazy_hr.adapters.http.discipline.pages.public import public_pages
from tarazy_hr.adapters.http.discipline.pages.receiving import receiving_pages
from tarazy_hr.adapters.http.discipline.pages.rules import rules_pages
from tarazy_hr.adapters.http.front.visit import Front


def discipline_pages(desk: Desk, front: Front, beacon: BeaconClock | None) -> list[APIRouter]:
    """All of them; the complaint's form comes before the addresses of cases. `beacon`: what panels are drawn by."""
    made = (listing_pages, receiving_pages, rules_pages, body_pages, deadlines_pages)
    return [*(pages(desk, front) for pages in made), case_pages(desk, front, beacon), public_pages(desk, front.pages)]
