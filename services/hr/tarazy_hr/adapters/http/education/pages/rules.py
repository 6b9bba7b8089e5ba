"""Hours that years ask of roles, and whoever teaches: the same for all courts."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.education.providers import enter, providers
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.carrying import EVERYWHERE, SECTION, may_everywhere, show
from tarazy_hr.adapters.http.establishment.pages.showing import ROLES
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.education.hours import Requirement
from tarazy_hr.domain.education.provider import Provider
from tarazy_hr.domain.refusal import Refusal

HOURS = (
    Question("role", message("Role"), "choice", required=True),
    Question("hours", message("Hours a year"), "whole", required=True, size=6),
    Question("from_year", message("From the year"), "whole", required=True, size=6),
    Question("source", message("Where it is laid down"), "text", required=True, size=40),
    Question("verified", message("Somebody has compared it with the text in force"), "flag"),
)
PROVIDER = (
    Question("code", message("Code"), "code", message("Short and lasting, such as academy_of_justice"), True, 20),
    Question("name_kk", message("Name in Kazakh"), "text", required=True, size=40),
    Question("name_ru", message("Name in Russian"), "text", required=True, size=40),
    Question("name_en", message("Name in English"), "text", required=True, size=40),
    Question("contact", message("Address of the house or of its site"), "text", size=40),
    Question("active", message("New programmes may be theirs"), "flag"),
)


def rules_pages(desk: Desk, front: Front) -> APIRouter:
    """What holds for all courts."""
    router = APIRouter(prefix="/courts/{court_id}/desk/training/rules", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def rules_page(visit: Annotated[Visit, front.visits("training.read")], provider: str = "") -> Response:
        """Both lists; `provider`: the one that the form shows."""
        return await _page(desk, visit, provider=provider)

    @router.post("/hours", response_model=None)
    async def ask_of_role(visit: Annotated[Visit, front.sent(EVERYWHERE)]) -> Response:
        """Ask hours of a role from a year on."""
        said = answers_of(visit, HOURS, _about_hours(visit))
        if isinstance(said, Form):
            return await _page(desk, visit, hours=said, status=422)
        asked = Requirement(said["role"], said["hours"] * 60, said["from_year"], said["source"], bool(said["verified"]))

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            return _noted(visit, await catalogue.ask(uow.connection, asked, visit.today.year, uow.now))

        done = await desk.within(visit.request, act)
        if isinstance(done, Refusal):
            return await _page(desk, visit, hours=refused_form(visit, HOURS, done, {"minutes": "hours"}), status=409)
        return visit.back_to(f"{SECTION}/rules", done=1)

    @router.post("/providers", response_model=None)
    async def enter_provider(visit: Annotated[Visit, front.sent(EVERYWHERE)]) -> Response:
        """Enter whoever teaches, or what has changed about them."""
        said = answers_of(visit, PROVIDER, About())
        if isinstance(said, Form):
            return await _page(desk, visit, entered=said, status=422)
        name = Trilingual(said["name_kk"], said["name_ru"], said["name_en"])
        one = Provider(said["code"], name, said["contact"] or "", bool(said["active"]))

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            return _noted(visit, await enter(uow.connection, one, uow.now))

        await desk.within(visit.request, act)
        return visit.back_to(f"{SECTION}/rules", done=1)

    return router


def _noted(visit: Visit, done: bool | Refusal) -> bool | Refusal:
    if done is not True:
        noted_nothing(visit.request)
    return done


def _about_hours(visit: Visit) -> About:
    roles = [(code, visit.words.gettext(words)) for code, words in ROLES.items()]
    return About({"from_year": str(visit.today.year + 1)}, {"role": roles})


def _typed_of(one: Provider) -> Form:
    typed = {"code": one.code, "contact": one.contact}
    typed |= {f"name_{language}": getattr(one.name, language) for language in ("kk", "ru", "en")}
    return Form(typed | ({"active": "1"} if one.active else {}))


async def _page(
    desk: Desk,
    visit: Visit,
    *,
    provider: str = "",
    hours: Form | None = None,
    entered: Form | None = None,
    status: int = 200,
) -> HTMLResponse:
    async with desk.work.pool.acquire() as connection:
        asked = await catalogue.requirements(connection)
        teach = await providers(connection)
    begun = {one.role: one for one in asked if one.from_year <= visit.today.year}
    shown: dict[str, Any] = {
        "asked": [(one, one is begun.get(one.role)) for one in asked],
        "providers": [(one, local(visit, one.name)) for one in teach.values()],
        "roles": {code: visit.words.gettext(words) for code, words in ROLES.items()},
        "hours_form": hours or Form(),
        "provider_form": entered or (_typed_of(teach[provider]) if provider in teach else Form({"active": "1"})),
    }
    return show(
        visit,
        "training_rules.html",
        status=status,
        hours_questions=HOURS,
        about_hours=_about_hours(visit),
        provider_questions=PROVIDER,
        about_provider=About(),
        may_change=may_everywhere(visit),
        done=visit.request.query_params.get("done"),
        **shown,
    )
