"""Who was told what: searched, and followed on a time line."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.front.sections import desk_path
from tarazy_shared.pages.place import Place
from tarazy_shared.trail import note_reading

from tarazy_notifications.adapters.desk import following, search
from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.pages.showing import context
from tarazy_notifications.adapters.desk.pages.single import unknown
from tarazy_notifications.adapters.desk.tasks_http import notes_of
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.evidence.proving import rule_in
from tarazy_notifications.domain.desk.standing import standings

SHOWN = 25
"""Things found on a page."""
MOST_NOTICES = 1000
"""Of a hearing."""
ON_A_LINE = 100
"""Notices of a person on a page."""


def notice_pages_router(front: Front, rules: Rules) -> APIRouter:
    """Search, a case, a hearing, a person."""
    router = pages_router()
    pool = front.door.work.pool

    @router.get("/courts/{court_id}/desk/notices", response_model=None)
    async def search_page(
        visit: Annotated[Visit, front.visits("notice.read")], q: str = "", page: str = "", people: str = ""
    ) -> Response:
        """By number, name or id; an id leads straight to what it is of."""
        text = " ".join(q.split())[:200]
        about = _uuid(text)
        court_id = visit.court.court_id
        async with pool.acquire() as connection:
            if about is not None and (kind := await search.what_is(connection, court_id, about)):
                path = desk_path(court_id, f"notices/{_FOLDERS[kind]}{about}")
                return RedirectResponse(Place.of(visit.request).url(path), 303)
            number, person = _page(page), _page(people)
            cases = await search.cases_by_number(connection, court_id, text, SHOWN + 1, number * SHOWN) if text else []
            found = await search.people_by_name(connection, court_id, text, SHOWN + 1, person * SHOWN) if text else []
            ids = [one.case_id for one in cases[:SHOWN]]
            hearings = await following.hearings(connection, court_id, case_ids=ids)
        return visit.render(
            "notices.html",
            section="notices",
            q=text,
            hearings=hearings,
            without=[one for one in cases[:SHOWN] if one.case_id not in {each.case_id for each in hearings}],
            more_cases=number + 1 if len(cases) > SHOWN else None,
            people=found[:SHOWN],
            more_people=person + 1 if len(found) > SHOWN else None,
            **context(visit),
        )

    @router.get("/courts/{court_id}/desk/notices/cases/{case_id}", response_model=None)
    async def case_page(visit: Annotated[Visit, front.visits("notice.read")], case_id: UUID) -> Response:
        """The hearings of a case."""
        async with pool.acquire() as connection:
            hearings = await following.hearings(connection, visit.court.court_id, case_ids=[case_id])
        if not hearings:
            return unknown(visit)
        return visit.render(
            "notices_case.html", section="notices", number=hearings[0].number, hearings=hearings, **context(visit)
        )

    @router.get("/courts/{court_id}/desk/notices/hearings/{hearing_id}", response_model=None)
    async def hearing_page(visit: Annotated[Visit, front.visits("notice.read")], hearing_id: UUID) -> Response:
        """Who is told of a hearing, and what has happened."""
        court_id = visit.court.court_id
        async with pool.acquire() as connection:
            known = await following.hearings(connection, court_id, hearing_ids=[hearing_id])
            found = await following.of_hearing(connection, court_id, hearing_id, MOST_NOTICES)
            now = front.door.work.clock()
            rule = await rule_in(connection, rules, court_id, now)
            notes = await notes_of(connection, rules, court_id, now)
        if not known and not found.notices:
            return unknown(visit)
        people = standings(found.notices, rule, found.by_hand)
        await note_reading(
            front.door.work, visit.request, court_id, {one.recipient_id for one in people}, "notice.read"
        )
        return visit.render(
            "notices_hearing.html",
            section="notices",
            hearing=known[0] if known else None,
            people=people,
            entries=found.entries,
            is_cut=found.before is not None,
            may_prove=visit.may("proof.read"),
            **context(visit, notes, {one.recipient_id: one.name for one in people}),
        )

    @router.get("/courts/{court_id}/desk/notices/people/{recipient_id}", response_model=None)
    async def person_page(
        visit: Annotated[Visit, front.visits("notice.read")], recipient_id: UUID, before: str = ""
    ) -> Response:
        """What somebody was told in this court."""
        court_id = visit.court.court_id
        place = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
        async with pool.acquire() as connection:
            found = await following.of_person(connection, court_id, recipient_id, ON_A_LINE, place)
            subjects = list({one.notice.subject_id for one in found.notices})
            hearings = await following.hearings(connection, court_id, hearing_ids=subjects)
            notes = await notes_of(connection, rules, court_id, front.door.work.clock())
        if not found.notices:
            return unknown(visit)
        await note_reading(front.door.work, visit.request, court_id, {recipient_id}, "notice.read")
        return visit.render(
            "notices_person.html",
            section="notices",
            person=found.notices[-1].notice,
            entries=found.entries,
            hearings=hearings,
            earlier=found.before,
            **context(visit, notes),
        )

    return router


_FOLDERS = {"notice": "", "hearing": "hearings/", "case": "cases/", "person": "people/"}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    """The number of a page, from 0; the first for anything that is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
