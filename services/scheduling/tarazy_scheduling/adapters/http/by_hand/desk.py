"""The desk: choose a hearing, choose a place, see what it costs, confirm, take it back."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.place import Place

from tarazy_scheduling.adapters import board_reading, hearing_changes, past_hearings
from tarazy_scheduling.adapters.http.asked import read_day
from tarazy_scheduling.adapters.http.by_hand import held_times
from tarazy_scheduling.adapters.http.by_hand.answers import changed_since
from tarazy_scheduling.adapters.http.by_hand.asked_orders import Asked, Wrong, asked_by, other_id, read_id
from tarazy_scheduling.adapters.http.by_hand.board import Chosen, Week, board_page, monday_of, read_week
from tarazy_scheduling.adapters.http.by_hand.seats import Seats
from tarazy_scheduling.adapters.http.by_hand.sessions import Session
from tarazy_scheduling.adapters.http.by_hand.words import DONE, OPERATIONS
from tarazy_scheduling.adapters.http.court_pages import CourtPage
from tarazy_scheduling.adapters.http.session_risk import RiskShown, risk_of_session
from tarazy_scheduling.adapters.limits import hearing_limits
from tarazy_scheduling.adapters.limits.escalation_words import EscalationWords
from tarazy_scheduling.app import by_hand
from tarazy_scheduling.app.by_hand import Answer, Refused
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ByHand, Seen, seen_in
from tarazy_scheduling.domain.deciding.by_hand import CHANGED
from tarazy_scheduling.domain.durations.learning import Learnt, learn
from tarazy_scheduling.domain.durations.past import Kind
from tarazy_scheduling.domain.listing.remedies import remedies
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.outcome import Applied, Dead

OFFERS = 3
"""Places that are offered at once."""
MOST_NOTE = 500
USED_BEFORE = message("This form was sent before, with another reason or note: that is what was done.")
ALREADY_UNDONE = message("No person has changed the hearing since the last undoing.")


class BoardDesk:
    """What somebody who sits at a court's board sees and does."""

    def __init__(self, running: Running, sets: WorkingSets, seats: Seats) -> None:
        self.running = running
        self.sets = sets
        self.seats = seats

    async def board(self, about: CourtPage, session: Session, asked: Mapping[str, str]) -> HTMLResponse:
        """The week of a day; of today where no day can be read."""
        day = read_day(asked["day"])
        first = monday_of(day or about.today)
        chosen_id, change_id = read_id(asked, "hearing"), read_id(asked, "done")
        async with self.running.pool.acquire() as connection:
            week = await read_week(connection, about, first, self.running.clock())
            known = await board_reading.one(connection, about.court.court_id, chosen_id) if chosen_id else None
            done = await hearing_changes.of_change(connection, change_id) if change_id else []
            last = await hearing_changes.of_hearing(connection, chosen_id, 1) if known and chosen_id else []
        chosen = await self._chosen(about, *known, week) if known else None
        return board_page(
            about,
            week,
            first,
            "rooms" if asked["by"] == "rooms" else "judges",
            chosen,
            self.running.clock(),
            session=session,
            form_token=self.seats.sessions.form_token(session),
            hold_id=uuid7(self.running.clock()),
            wrong_day=asked["day"] if asked["day"] and day is None else "",
            is_unknown=chosen_id is not None and known is None,
            done=DONE[done[0].order.operation] if done else "",
            can_be_undone=bool(last) and last[0].order.operation != "undo",
        )

    async def _chosen(self, about: CourtPage, hearing: Hearing, case: Case, week: Week) -> Chosen:
        from_on = max(week.days[0][0] if week.days else about.today, about.today)
        seen = Seen(hearing.hearing_id, case.case_id, hearing.version)
        court_id = about.court.court_id
        offers = await by_hand.offered(self.running.work, self.sets, court_id, seen, from_on, OFFERS)
        async with self.running.pool.acquire() as connection:
            [limits] = await hearing_limits.limits_of_several(connection, court_id, [hearing], self.running.clock())
            learnt, risk = await self._expected(connection, about, hearing, case)
        words, found = EscalationWords(about.reader), remedies(hearing, limits) if hearing.placing is None else ()
        return Chosen(hearing, case, limits.latest_on, offers, [words.help(one) for one in found], learnt, risk)

    async def _expected(
        self, connection: Connection, about: CourtPage, hearing: Hearing, case: Case
    ) -> tuple[Learnt, RiskShown | None]:
        """How long such hearings last, and whether the session that it begins in runs over."""
        placing, request = hearing.placing, hearing.request
        judge_id = placing.judges[0] if placing else case.judge_id
        pasts = await past_hearings.past_of(connection, about.court, [request.hearing_type], about.today)
        kind = Kind(request.hearing_type, case.category, judge_id)
        learnt = await asyncio.to_thread(learn, pasts, kind, request.estimated_minutes)
        if placing is None or hearing.state != "listed":
            return learnt, None
        return learnt, await risk_of_session(connection, about.court, placing.judges[0], placing.starts_at, about.today)

    async def preview(self, about: CourtPage, session: Session) -> HTMLResponse:
        """What the order of the address would bring."""
        found = await self._asked(about)
        if isinstance(found, HTMLResponse):
            return found
        asked, hearing, case, week, undoes = found
        if asked.command is None:
            return self._wrong(about, "operation", ALREADY_UNDONE, hearing, status=409)
        answer = await by_hand.foresee(self.running.work, self.sets, about.court.court_id, asked.command)
        return await self._order_page(about, session, asked, answer, week, hearing, case, undoes=undoes)

    async def confirm(self, about: CourtPage, session: Session, given: Mapping[str, str]) -> Response:
        """Carry the order of the address out, and show the board."""
        found = await self._asked(about, read_id(given, "change_id"))
        if isinstance(found, HTMLResponse):
            return found
        asked, hearing, case, week, undoes = found
        if asked.command is None:
            return self._wrong(about, "operation", ALREADY_UNDONE, hearing, status=409)
        reasons = {entry["code"] for entry in week.words.catalogue["by_hand_reasons"]}
        reason, note = given.get("reason") or None, given.get("note", "").strip()[:MOST_NOTE] or None
        change_id = read_id(given, "change_id") or uuid7(self.running.clock())
        wrong = {}
        if (reason is None and asked.operation == "vacate") or (reason is not None and reason not in reasons):
            wrong["reason"] = about.words.gettext(message("Choose a reason."))
            answer = await by_hand.foresee(self.running.work, self.sets, about.court.court_id, asked.command)
            form = Form(given, wrong)
            return await self._order_page(
                about, session, asked, answer, week, hearing, case, undoes=undoes, form=form, status=422
            )
        order = hearing_changes.Order(change_id, asked.operation, session.person_id, reason, note, undoes)
        try:
            answer = await by_hand.carry_out(self.running.work, self.sets, about.court.court_id, asked.command, order)
        except Refused:
            return self._wrong(about, "change_id", USED_BEFORE, hearing, status=409)
        if isinstance(answer.outcome, Dead):
            return await self._order_page(about, session, asked, answer, week, hearing, case, undoes=undoes, status=409)
        return RedirectResponse(self._back(about, answer, hearing, change_id), 303)

    async def hold(self, about: CourtPage, session: Session, given: Mapping[str, str]) -> Response:
        """Keep a time free, and show its week; or say why that cannot be."""
        zone, court_id = ZoneInfo(about.court.zone), about.court.court_id
        try:
            hold = held_times.hold_of(given, session.person_id, zone, self.running.clock())
        except Wrong as wrong:
            return self._wrong(about, wrong.field, wrong.text)
        async with self.running.pool.acquire() as connection:
            week = await read_week(connection, about, monday_of(hold.starts_at.astimezone(zone).date()))
        if why := await held_times.place(self.running, self.sets, court_id, hold, week.words):
            form = Form(given, {f"why{number}": text for number, text in enumerate(why)})
            return about.render("board_wrong.html", status=422, form=form, hearing=None)
        day = hold.starts_at.astimezone(zone).date().isoformat()
        return RedirectResponse(Place.of(about.request).url(f"/courts/{court_id}/board", day=day), 303)

    async def release(self, about: CourtPage, _: Session, given: Mapping[str, str]) -> Response:
        """Give a time back that was kept free, and show the week that was looked at."""
        court_id = about.court.court_id
        if hold_id := read_id(given, "hold"):
            await held_times.release(self.running, self.sets, court_id, hold_id)
        return RedirectResponse(Place.of(about.request).url(f"/courts/{court_id}/board", day=given.get("week")), 303)

    async def _asked(
        self, about: CourtPage, change_id: UUID | None = None
    ) -> tuple[Asked, Hearing, Case, Week, UUID | None] | HTMLResponse:
        """The order of the address with its hearing, and the week of that hearing."""
        given = dict(about.request.query_params)
        hearing_id = read_id(given, "hearing")
        async with self.running.pool.acquire() as connection:
            known = await board_reading.one(connection, about.court.court_id, hearing_id) if hearing_id else None
            placing = known[0].placing if known else None
            zone = ZoneInfo(about.court.zone)
            week = await read_week(
                connection, about, monday_of(placing.starts_at.astimezone(zone).date() if placing else about.today)
            )
            with_id = other_id(given)
            other = await board_reading.one(connection, about.court.court_id, with_id) if with_id else None
        if known is None:
            return self._wrong(about, "hearing", message("This hearing is not known in this court."))
        hearing, case = known
        try:
            asked = asked_by(given, hearing, {other[0].hearing_id: other[0]} if other else {}, zone)
        except Wrong as wrong:
            return self._wrong(about, wrong.field, wrong.text, hearing)
        if asked.operation != "undo":
            return asked, hearing, case, week, None
        try:
            undoes, command = await by_hand.undoing(
                self.running.work, hearing.hearing_id, asked.seen.version, change_id
            )
        except Refused:
            return asked, hearing, case, week, None
        return Asked("undo", asked.seen, command), hearing, case, week, undoes

    async def _order_page(
        self,
        about: CourtPage,
        session: Session,
        asked: Asked,
        answer: Answer,
        week: Week,
        hearing: Hearing,
        case: Case,
        *,
        undoes: UUID | None,
        form: Form | None = None,
        status: int = 200,
    ) -> HTMLResponse:
        """What an order would bring, or why it cannot be."""
        reasons = answer.outcome.reasons if isinstance(answer.outcome, Dead) else ()
        stale = any(one.code == CHANGED for one in reasons)
        ids = {one.hearing.hearing_id for one in answer.consequences} | {
            one for blocked in answer.in_the_way for one in blocked
        }
        async with self.running.pool.acquire() as connection:
            cases = await board_reading.numbers(connection, about.court.court_id, ids)
        command: ByHand | None = asked.command
        return about.render(
            "board_order.html",
            status=409 if stale else status,
            asked=asked,
            title=OPERATIONS[asked.operation],
            hearing=hearing,
            case=case,
            words=week.words,
            session=session,
            form=form or Form(),
            form_token=self.seats.sessions.form_token(session),
            change_id=(form.typed.get("change_id") if form else None) or uuid7(self.running.clock()),
            here=Place.of(about.request).here(),
            is_possible=isinstance(answer.outcome, Applied),
            changes_nothing=isinstance(answer.outcome, Applied) and not answer.consequences,
            is_stale=stale,
            changed=_changed(answer, command, week) if stale and command else [],
            refused=[] if stale else _refused(answer, week, case, cases),
            costs=answer.consequences,
            cases=cases,
            told=len({person for one in answer.consequences for person in one.told}),
            ordered={one.hearing_id for one in seen_in(command)} if command else set(),
            reasons=week.words.catalogue["by_hand_reasons"],
        )

    def _wrong(
        self, about: CourtPage, field: str, text: str, hearing: Hearing | None = None, *, status: int = 422
    ) -> HTMLResponse:
        """A field of the address that cannot be used."""
        form = Form(dict(about.request.query_params), {field: about.words.gettext(text)})
        return about.render("board_wrong.html", status=status, form=form, hearing=hearing)

    def _back(self, about: CourtPage, answer: Answer, hearing: Hearing, change_id: UUID) -> str:
        """The board of the week in which the hearing sits now."""
        now = next((one for one in answer.hearings if one.hearing_id == hearing.hearing_id), hearing)
        placing = now.placing or hearing.placing
        zone = ZoneInfo(about.court.zone)
        day = placing.starts_at.astimezone(zone).date() if placing else about.today
        query: dict[str, Any] = {"day": day.isoformat(), "hearing": hearing.hearing_id, "done": change_id}
        by = about.request.query_params.get("by")
        place = Place.of(about.request)
        return place.url(f"/courts/{about.court.court_id}/board", by="rooms" if by == "rooms" else None, **query)


def _changed(answer: Answer, command: ByHand, week: Week) -> list[tuple[str, str, str]]:
    """What has changed since the page was read, in words."""
    now = {one.hearing_id: one for one in answer.hearings}
    return [
        week.words.old_and_new(one)
        for seen in seen_in(command)
        if now[seen.hearing_id].version != seen.version
        for one in changed_since(answer.seen.get(seen.hearing_id), now[seen.hearing_id])
        if one["field"] != "version"
    ]


def _refused(answer: Answer, week: Week, case: Case, cases: Mapping[UUID, str | None]) -> list[tuple[str, list[str]]]:
    """Why it cannot be, and which hearings are in the way."""
    reasons = answer.outcome.reasons if isinstance(answer.outcome, Dead) else ()
    blocked = answer.in_the_way or [frozenset[UUID]()] * len(reasons)
    confidential = week.words.say(message("confidential"))
    return [
        (
            week.words.why(one.code, one.refers_to, case),
            sorted(cases.get(hearing_id) or confidential for hearing_id in ids),
        )
        for one, ids in zip(reasons, blocked, strict=True)
    ]
