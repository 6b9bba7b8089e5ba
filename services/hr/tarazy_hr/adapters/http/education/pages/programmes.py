"""Pages of programmes: which stand in a court, those laid down before and for later, and the form for another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.education.providers import providers
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.carrying import SECTION, may_everywhere, programmes, show
from tarazy_hr.adapters.http.education.pages.programme_form import (
    QUESTIONS,
    about_programme,
    programme_typed,
    typed_of,
)
from tarazy_hr.adapters.http.establishment.pages.showing import ROLES
from tarazy_hr.adapters.http.front.naming import SUBJECTS, local
from tarazy_hr.adapters.http.front.questions import About, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.education.programme import Programme
from tarazy_hr.domain.education.provider import Provider
from tarazy_hr.domain.refusal import Refusal

WHOSE = {
    "court": message("this court's"),
    "country": message("of all courts"),
    "example": message("an example that comes with the program"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One version of a programme."""

    dated: catalogue.Dated
    whose: str
    stands: bool
    """Whether it holds in the court today."""


def programmes_pages(desk: Desk, front: Front) -> APIRouter:
    """Programmes of a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/training/programmes", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def programmes_page(visit: Annotated[Visit, front.visits("training.read")]) -> Response:
        """What stands today, and what is laid down for later."""
        async with desk.work.pool.acquire() as connection:
            known = await programmes(connection, visit)
            country = await catalogue.of_court(connection, catalogue.EVERYWHERE)
            own = await catalogue.of_court(connection, visit.court.court_id)
            teach = await providers(connection)
        found = (("example", catalogue.shipped()), ("country", country), ("court", own))
        rows = [
            Row(one, whose, known.get(one.programme.code) == one.programme)
            for whose, laid_down in found
            for one in laid_down
        ]
        return show(
            visit,
            "training_programmes.html",
            rows=rows,
            known=known,
            **words_of(visit, known, teach),
            done=visit.request.query_params.get("done"),
        )

    @router.get("/new", response_model=None)
    async def form_page(visit: Annotated[Visit, front.visits("training.programme")], like: str = "") -> Response:
        """An empty form, or one that shows what stands by a code."""
        known, about = await _about(desk, visit)
        return _page(visit, about, typed_of(known[like]) if like in known else Form())

    @router.post("/new", response_model=None)
    async def lay_down(visit: Annotated[Visit, front.sent("training.programme")]) -> Response:
        """Lay a programme down for sessions to come; those that are planned keep what they have."""
        _, about = await _about(desk, visit)
        typed = programme_typed(visit, about)
        if isinstance(typed, Form):
            return _page(visit, about, typed, status=422)
        programme, said = typed
        court_id = visit.court.court_id if said["where"] == "here" else catalogue.EVERYWHERE

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            done = await catalogue.lay_down(
                uow.connection, court_id, said["valid_from"], programme, visit.today, uow.now
            )
            if done is not True:
                noted_nothing(visit.request)
            return done

        done = await desk.within(visit.request, act)
        if isinstance(done, Refusal):
            refusal = replace(done, field=done.field.split("[")[0])
            return _page(visit, about, refused_form(visit, QUESTIONS, refusal), status=409)
        return visit.back_to(f"{SECTION}/programmes", done=1)

    return router


def words_of(visit: Visit, known: Mapping[str, Programme], teach: Mapping[str, Provider]) -> dict[str, Any]:
    """What templates call the codes of programmes by; without a word a code stands for itself."""
    gettext = visit.words.gettext
    return {
        "names": {code: local(visit, one.name) for code, one in known.items()},
        "providers": {code: local(visit, one.name) for code, one in teach.items()},
        "subjects": {code: gettext(words) for code, words in SUBJECTS.items()},
        "roles": {code: gettext(words) for code, words in ROLES.items()},
        "whose": {code: gettext(words) for code, words in WHOSE.items()},
        "today": visit.today,
        "local": lambda name: local(visit, name),
    }


async def _about(desk: Desk, visit: Visit) -> tuple[Mapping[str, Programme], About]:
    async with desk.work.pool.acquire() as connection:
        known = await programmes(connection, visit)
        teach = await providers(connection)
    active = [(code, local(visit, one.name)) for code, one in teach.items() if one.active]
    return known, about_programme(visit, known, active, everywhere=may_everywhere(visit))


def _page(visit: Visit, about: About, form: Form, *, status: int = 200) -> HTMLResponse:
    return show(visit, "training_programme.html", status=status, form=form, about=about, questions=QUESTIONS)
