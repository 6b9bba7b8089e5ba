"""A complaint comes in at the desk."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.discipline.papers import Paper
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.asking import note_down
from tarazy_hr.adapters.http.discipline.pages.parts import is_hash, words
from tarazy_hr.adapters.http.discipline.pages.showing import PREFIX, SECTION, in_words, show
from tarazy_hr.adapters.http.discipline.pages.words import COMPLAINANTS
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.proceedings.people import JUDGES
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.discipline.conducting import conduct
from tarazy_hr.domain.discipline.commands import Receive
from tarazy_hr.domain.refusal import Refusal, wrong

RECEIVE = "discipline.receive"
QUESTIONS = (
    Question("judge", message("Judge"), "choice", required=True),
    Question("complainant", message("Who complains"), "choice", required=True),
    Question("author", message("Name of whoever complains"), "text", message("Stays in the file"), size=40),
    Question("complained_by", message("Who of the staff"), "choice", message("Where it is one of this court")),
    Question("grounds", message("Grounds"), "several", message("A ruling that was reversed is none"), required=True),
    Question("happened_on", message("Day of the act"), "day", DAY, required=True, size=12),
    Question("learned_on", message("Day on which it became known"), "day", DAY, required=True, size=12),
    words(message("Complaint"), required=True),
    Question("evidence", message("SHA-256 of the evidence"), "text", message("Without it nothing anonymous"), size=64),
)


def receiving_pages(desk: Desk, front: Front) -> APIRouter:
    """The form of a complaint."""
    router = APIRouter(prefix=PREFIX, tags=["pages"], include_in_schema=False)

    @router.get("/receive", response_model=None)
    async def complaint_page(visit: Annotated[Visit, front.visits(RECEIVE)]) -> Response:
        """An empty form."""
        return _form(visit, await _about(desk, visit), Form())

    @router.post("/receive", response_model=None)
    async def receive(visit: Annotated[Visit, front.sent(RECEIVE)]) -> Response:
        """Take a complaint in, with its words."""
        about = await _about(desk, visit)
        answers = answers_of(visit, QUESTIONS, about)
        if isinstance(answers, Form):
            return _form(visit, about, answers, status=422)
        case_id = uuid7(desk.work.clock())
        refused = await _received(desk, visit, case_id, answers)
        if refused is not None:
            form = refused_form(visit, QUESTIONS, in_words(visit, None, refused))
            return _form(visit, about, form, status=409)
        # An inspector who has taken it in is not on the case for that.
        reads = visit.front.door.rights.may(visit.who, "discipline.read", visit.court.court_id)
        return visit.back_to(f"{SECTION}/{case_id}" if reads else SECTION, done="receive")

    return router


async def _received(desk: Desk, visit: Visit, case_id: UUID, said: dict[str, Any]) -> Refusal | None:
    court_id, judge = visit.court.court_id, UUID(said["judge"])
    if not visit.front.door.rights.may(visit.who, RECEIVE, court_id, judge):
        raise AnswerInstead(show(visit, "kit/refused.html", status=403, permission=RECEIVE))
    if said["evidence"] is not None and not is_hash(said["evidence"]):
        return wrong("evidence", "no_sha256")
    command = Receive(
        case_id,
        court_id,
        judge,
        said["complainant"],
        UUID(said["complained_by"]) if said["complained_by"] else None,
        said["grounds"],
        said["happened_on"],
        said["learned_on"],
        (said["evidence"],) if said["evidence"] else (),
    )

    async def act(uow: UnitOfWork, cause: Cause) -> Refusal | None:
        papers = [Paper(uuid7(uow.now), "complaint", said["author"], "Complaint", said["words"], None)]
        if said["evidence"]:
            papers.append(Paper(uuid7(uow.now), "evidence", None, "Evidence", None, said["evidence"]))
        by = asker(visit.request).by
        done = note_down(visit.request, await conduct(uow, court_id, case_id, command, by, cause, with_papers=papers))
        return done if isinstance(done, Refusal) else None

    try:
        return await desk.within(visit.request, act)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


async def _about(desk: Desk, visit: Visit) -> About:
    court_id, gettext = visit.court.court_id, visit.words.gettext
    async with desk.work.pool.acquire() as connection:
        staff = await queries.people(connection, queries.STANDING, court_id, None)
        rules = await DISCIPLINE.standing(connection, court_id, visit.today)
    appointments = [one.appointment for one in staff]
    people = {str(one.person_id): one.name for one in appointments}
    judges = {str(one.person_id): one.name for one in appointments if one.role in JUDGES}
    return About(
        options={
            "judge": _by_name(judges),
            "complainant": [(code, gettext(name)) for code, name in COMPLAINANTS.items()],
            "complained_by": [("", "–"), *_by_name(people)],
            "grounds": [(one.code, local(visit, one.name)) for one in rules.grounds] if rules else [],
        }
    )


def _by_name(people: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(people.items(), key=lambda one: name_key(one[1]))


def _form(visit: Visit, about: About, form: Form, *, status: int = 200) -> Response:
    return show(visit, "discipline_receive.html", status=status, questions=QUESTIONS, about=about, form=form)
