"""What the pages of the establishment have in common: words for roles, shares and rates, and what was not taken."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.appointment import WEEKDAYS
from tarazy_hr.domain.establishment.rates import Figures
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

SECTION = "establishment"
_MONDAY = date(2024, 1, 1)
ROLES: Mapping[str, str] = {
    "judge": message("judge"),
    "chair": message("chair of the court"),
    "lay_judge": message("lay judge"),
    "clerk": message("clerk"),
    "interpreter": message("interpreter"),
    "registrar": message("registrar"),
    "listing_officer": message("listing officer"),
    "hr_officer": message("HR officer"),
}


def section_router() -> APIRouter:
    """Routes of the section's pages."""
    return APIRouter(prefix="/courts/{court_id}/desk/establishment", tags=["pages"], include_in_schema=False)


def show(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the section; templates call `may`, `role`, `share`, `rate`, … and `here` for its addresses."""

    def role(code: str | None) -> str:
        return visit.words.gettext(ROLES[code]) if code and code in ROLES else (code or "–")

    def share(value: Decimal | None) -> str:
        return "–" if value is None else visit.reader.number(float(value))

    def rate(figures: Figures) -> str:
        return "–" if figures.rate is None else percent(figures.rate)

    def percent(part: Decimal) -> str:
        return visit.reader.percent(Fraction(part))

    def role_options() -> list[tuple[str, str]]:
        return [(code, visit.words.gettext(words)) for code, words in ROLES.items()]

    def typed_day(day: date | None) -> str:
        return f"{day:%d.%m.%Y}" if day else ""

    more: dict[str, Any] = {"may": visit.may, "role": role, "share": share, "rate": rate, "percent": percent}
    more |= {"role_options": role_options, "typed_day": typed_day, "week": week_of(visit)}
    home = f"/courts/{visit.court.court_id}/desk/{SECTION}"
    return visit.render(template, section=SECTION, status=status, here=home, **more, **context)


def week_of(visit: Visit) -> list[tuple[str, str]]:
    """The days of the week, by the codes of working patterns and by their short names."""
    return [(code, visit.reader.weekday(_MONDAY + timedelta(days=number))) for number, code in enumerate(WEEKDAYS)]


def not_taken(visit: Visit, refusal: Refusal, known: tuple[str, ...]) -> Form:
    """The form as it was typed, with why it was not taken; a field that the form does not have is the form itself."""
    words = reason(refusal.code, refusal.particulars, visit.reader.language)
    return Form(visit.given, {refusal.field if refusal.field in known else "form": words})
