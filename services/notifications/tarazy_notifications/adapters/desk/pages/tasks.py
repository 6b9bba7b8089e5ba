"""Tasks: who has to be told by hand, and the form in which a clerk says how it was done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import Refusal
from tarazy_shared.trail import note_reading

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.desk import following, tasks
from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.pages.showing import context
from tarazy_notifications.adapters.desk.tasks_http import Act, closing, do, notes_of
from tarazy_notifications.adapters.desk.words import AGAINST_TASKS, NOTES_OF_ITSELF, STEPS
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.desk import tasks as deeds
from tarazy_notifications.domain.desk.tasks import Done, TaskNote, TaskStep, days_left

SHOWN = 50
"""Tasks on a page."""
ON_A_LINE = 100
"""Notices to the person of a task."""


def task_pages_router(front: Front, rules: Rules) -> APIRouter:
    """The list, and one task."""
    router = pages_router()
    work, pool = front.door.work, front.door.work.pool

    @router.get("/courts/{court_id}/desk/tasks", response_model=None)
    async def list_page(
        visit: Annotated[Visit, front.visits("task.read")], show: str = "", page: str = "", done: str = ""
    ) -> Response:
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 4 else 0
        court, now = visit.court, work.clock()
        async with pool.acquire() as connection:
            found = await tasks.listed(
                connection, court.court_id, is_open=show != "done", limit=SHOWN + 1, offset=number * SHOWN
            )
            names = await _names(connection, [one.task.taken_person for one in found])
            notes = await notes_of(connection, rules, court.court_id, now)
        return visit.render(
            "tasks.html",
            section="tasks",
            tasks=found[:SHOWN],
            left={one.task.task_id: days_left(one.task, now, court.zone) for one in found},
            names=names,
            noted=_noted(visit, notes),
            show="done" if show == "done" else "open",
            more=number + 1 if len(found) > SHOWN else None,
            done=done,
            **context(visit),
        )

    @router.get("/courts/{court_id}/desk/tasks/{task_id}", response_model=None)
    async def task_page(
        visit: Annotated[Visit, front.visits("task.read")], task_id: UUID, done: str = "", error: str = ""
    ) -> Response:
        return await shown(visit, task_id, Form(), done=done, error=error if error in AGAINST_TASKS else "")

    @router.post("/courts/{court_id}/desk/tasks/{task_id}/take", response_model=None)
    async def take(visit: Annotated[Visit, front.sent("task.close")], task_id: UUID) -> Response:
        return await _deed(visit, task_id, "taken", deeds.take)

    @router.post("/courts/{court_id}/desk/tasks/{task_id}/release", response_model=None)
    async def release(visit: Annotated[Visit, front.sent("task.close")], task_id: UUID) -> Response:
        return await _deed(visit, task_id, "released", deeds.release)

    @router.post("/courts/{court_id}/desk/tasks/{task_id}/reopen", response_model=None)
    async def reopen(visit: Annotated[Visit, front.sent("task.close")], task_id: UUID) -> Response:
        return await _deed(visit, task_id, "reopened", deeds.reopen)

    @router.post("/courts/{court_id}/desk/tasks/{task_id}/done", response_model=None)
    async def say_done(visit: Annotated[Visit, front.sent("task.close")], task_id: UUID) -> Response:
        said = _said(visit)
        if isinstance(said, Form):
            return await shown(visit, task_id, said, status=422)

        return await _deed(visit, task_id, "done", closing(rules, said), noted_as=said.note_code)

    async def _deed(visit: Visit, task_id: UUID, what: str, act: Act, *, noted_as: str = "") -> Response:
        try:
            await do(work, visit.request, visit.court.court_id, task_id, noted_as or what, act)
        except Refusal as refusal:
            if refusal.status == 404:
                return _unknown(visit)
            (error,) = refusal.errors
            return visit.back_to(f"tasks/{task_id}", error=getattr(error, "code", ""))
        return visit.back_to("tasks", done=what) if what == "done" else visit.back_to(f"tasks/{task_id}", done=what)

    async def shown(visit: Visit, task_id: UUID, form: Form, *, status: int = 200, **more: Any) -> Response:
        court, now = visit.court, work.clock()
        async with pool.acquire() as connection:
            one = await tasks.one(connection, court.court_id, task_id)
            if one is None:
                return _unknown(visit)
            found = await following.of_person(connection, court.court_id, one.task.recipient_id, ON_A_LINE)
            steps = await tasks.steps(connection, task_id)
            names = await _names(connection, [one.task.taken_person, *(step.person_id for step in steps)])
            notes = await notes_of(connection, rules, court.court_id, now)
        await note_reading(work, visit.request, court.court_id, {one.task.recipient_id}, "notice.read")
        local = now.astimezone(ZoneInfo(court.zone))
        return visit.render(
            "tasks_one.html",
            section="tasks",
            status=status,
            one=one,
            left=days_left(one.task, now, court.zone),
            entries=[entry for entry in found.entries if _about(entry, one.task.subject_id)],
            steps=[(step.at, _step(visit, step, notes), "ok" if step.tells else "") for step in steps],
            names=names,
            notes=[(note.code, note.names[visit.reader.language]) for note in notes],
            noted=_noted(visit, notes),
            form=form,
            today=f"{local:%d.%m.%Y}",
            time=f"{local:%H:%M}",
            may_close=visit.may("task.close"),
            against=AGAINST_TASKS,
            **{"done": "", "error": "", **context(visit, notes), **more},
        )

    return router


def _said(visit: Visit) -> Done | Form:
    """What was typed into the form; a form that says what is wrong where something is."""
    given, wrong = visit.given, {}
    told_at = None
    text = f"{given.get('on', '').strip()} {given.get('at', '').strip()}".strip()
    if text:
        try:
            told_at = datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=ZoneInfo(visit.court.zone))
        except ValueError:
            wrong["on"] = visit.words.gettext(message("A day and a time, such as 01.12.2026 and 10:40."))
    document = " ".join(given.get("document", "").split())
    if len(document) > 60 or not document.isprintable():
        wrong["document"] = visit.words.gettext(message("At most 60 characters."))
    if wrong:
        return Form(typed=given, wrong=wrong)
    return Done(given.get("note", ""), told_at, document or None)


def _noted(visit: Visit, notes: tuple[TaskNote, ...]) -> Mapping[str, str]:
    """What notes are called; those of other days stand for themselves."""
    ours = {code: visit.words.gettext(name) for code, name in NOTES_OF_ITSELF.items()}
    return ours | {note.code: note.names[visit.reader.language] for note in notes}


def _step(visit: Visit, step: TaskStep, notes: tuple[TaskNote, ...]) -> str:
    what = visit.words.gettext(STEPS[step.what])
    if step.note_code is None:
        return what
    said = [_noted(visit, notes).get(step.note_code, step.note_code)]
    said += [visit.reader.instant(step.told_at)] if step.told_at else []
    said += [step.document] if step.document else []
    return f"{what}: {', '.join(said)}"


def _about(entry: Any, subject_id: UUID) -> bool:
    notice = getattr(entry, "notice", None)
    return bool((notice.subject_id if notice else getattr(entry, "subject_id", subject_id)) == subject_id)


async def _names(connection: Any, people: list[UUID | None]) -> dict[str, str]:
    ids = {str(one) for one in people if one is not None}
    return await directory.names_of(connection, ids) if ids else {}


def _unknown(visit: Visit) -> Response:
    return visit.render("notices_unknown.html", section="tasks", status=404)
