"""The page that says how a court stands, and the one that registers another."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import SECTION, section_router, show
from tarazy_hr.adapters.http.front.questions import About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.court import Court, RegisterCourt, Trilingual
from tarazy_hr.domain.refusal import Refusal, conflict

PERMISSION = "court.register"
LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
LEVELS = (
    ("", message("not said")),
    ("district", message("district")),
    ("regional", message("regional")),
    ("cassation", message("cassation")),
    ("supreme", message("supreme")),
)
ZONES = ("Asia/Almaty", "Asia/Qostanay", "Asia/Aqtobe", "Asia/Oral", "Asia/Atyrau", "Asia/Aqtau", "Asia/Qyzylorda")
QUESTIONS = (
    Question("name_kk", message("Name in Kazakh"), "text", required=True, size=50),
    Question("name_ru", message("Name in Russian"), "text", required=True, size=50),
    Question("name_en", message("Name in English"), "text", required=True, size=50),
    Question("level", message("Level"), "choice"),
    Question("region", message("Region"), "text", size=30),
    Question("zone", message("Time zone"), "zone", message("Such as Asia/Almaty"), required=True, size=20),
    Question("language", message("Language in which the court writes"), "choice", required=True),
    Question("address_kk", message("Address in Kazakh"), "text", size=50),
    Question("address_ru", message("Address in Russian"), "text", size=50),
    Question("address_en", message("Address in English"), "text", size=50),
    Question("phone", message("Telephone"), "text", size=20),
    Question("email", message("E-mail"), "email", size=30),
)
CODE = Question(
    "court_id", message("Code"), "court", message("Small Latin letters, figures and hyphens"), required=True, size=20
)


def court_pages(desk: Desk, front: Front) -> APIRouter:
    """How courts stand."""
    router = section_router()

    @router.get("/court", response_model=None)
    async def court_page(visit: Annotated[Visit, front.visits(PERMISSION)]) -> Response:
        return _page(visit, Form(), is_new=False)

    @router.post("/court", response_model=None)
    async def change(visit: Annotated[Visit, front.sent(PERMISSION)]) -> Response:
        """Say how this court now stands."""
        return await _register(desk, visit, is_new=False)

    @router.get("/court/new", response_model=None)
    async def new_court(visit: Annotated[Visit, front.visits(PERMISSION)]) -> Response:
        return _page(visit, Form(), is_new=True)

    @router.post("/court/new", response_model=None)
    async def register(visit: Annotated[Visit, front.sent(PERMISSION)]) -> Response:
        """Register another court; only whoever is an officer of all courts may."""
        return await _register(desk, visit, is_new=True)

    return router


def _about(visit: Visit, *, is_new: bool) -> About:
    court, gettext = visit.court, visit.words.gettext
    options: dict[str, Any] = {
        "level": [(code, gettext(words)) for code, words in LEVELS],
        "language": LANGUAGES,
        "zone": [(zone, zone) for zone in ZONES],
    }
    if is_new:
        return About({"zone": court.zone, "language": court.language, "region": court.region or ""}, options)
    values = {f"name_{code}": str(getattr(court.name, code)) for code, _ in LANGUAGES}
    if court.address is not None:
        values |= {f"address_{code}": str(getattr(court.address, code)) for code, _ in LANGUAGES}
    values |= {"level": court.level or "", "region": court.region or "", "zone": court.zone}
    return About(values | {"language": court.language, "phone": court.phone or "", "email": court.email or ""}, options)


def _page(visit: Visit, form: Form, *, is_new: bool, status: int = 200) -> HTMLResponse:
    return show(
        visit,
        "establishment_court.html",
        status=status,
        is_new=is_new,
        questions=(CODE, *QUESTIONS) if is_new else QUESTIONS,
        about=_about(visit, is_new=is_new),
        form=form,
        may_register=RIGHTS.may(visit.who, PERMISSION, None),
    )


async def _register(desk: Desk, visit: Visit, *, is_new: bool) -> Response:
    questions = (CODE, *QUESTIONS) if is_new else QUESTIONS
    said = answers_of(visit, questions, _about(visit, is_new=is_new))
    if isinstance(said, Form):
        return _page(visit, said, is_new=is_new, status=422)
    court_id = said["court_id"] if is_new else visit.court.court_id
    addresses = [said[f"address_{code}"] for code, _ in LANGUAGES]
    if any(addresses) and not all(addresses):
        missing = next(code for (code, _), text in zip(LANGUAGES, addresses, strict=True) if not text)
        words = visit.words.gettext(message("An address is given in all three languages or in none."))
        return _page(visit, Form(visit.given, {f"address_{missing}": words}), is_new=is_new, status=422)
    if is_new and await _is_known(desk, court_id):
        refusal = conflict("court_id", "id_taken")
        return _page(visit, refused_form(visit, questions, refusal), is_new=is_new, status=409)
    court = Court(
        court_id,
        Trilingual(said["name_kk"], said["name_ru"], said["name_en"]),
        said["zone"],
        said["language"],
        said["level"] or None,
        said["region"],
        Trilingual(*addresses) if all(addresses) else None,
        said["phone"],
        said["email"],
    )
    outcome = await desk.order(visit.request, court_id, RegisterCourt(court))
    if isinstance(outcome, Refusal):
        return _page(visit, refused_form(visit, questions, outcome), is_new=is_new, status=409)
    return visit.back_to(SECTION, done="court") if not is_new else visit.back_to(f"{SECTION}/court", done=court_id)


async def _is_known(desk: Desk, court_id: str) -> bool:
    async with desk.work.pool.acquire() as connection:
        return await queries.court(connection, queries.STANDING, court_id) is not None
