"""A court's board of a week: who sits when and where, what has no place, and what may be done about it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse
from tarazy_shared.database import Connection
from tarazy_shared.pages.catalogue import message

from tarazy_scheduling.adapters import board_reading, catalogue_reading, court_reading, hold_store
from tarazy_scheduling.adapters.board_reading import Absent, Member, OnBoard
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.http.by_hand.layout import Hours, Slot, Span, by_day, lay_out, rests
from tarazy_scheduling.adapters.http.by_hand.words import BoardWords
from tarazy_scheduling.adapters.http.court_pages import CourtPage
from tarazy_scheduling.adapters.http.session_risk import RiskShown
from tarazy_scheduling.adapters.telling import told_reading
from tarazy_scheduling.adapters.telling.told_reading import Marks
from tarazy_scheduling.app.by_hand import Offer
from tarazy_scheduling.domain.durations.learning import Learnt
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.telling.people import not_provably_told

By = Literal["judges", "rooms"]
WEEK = timedelta(days=7)
MOST_HOLDS = 200
SOON = timedelta(days=7)
"""Hearings that begin within it are marked if somebody is not provably told of them."""


@dataclass(frozen=True, slots=True)
class Week:
    """All that a board of a week is made of."""

    days: list[tuple[date, bool]]
    """With whether the court is closed."""
    staff: list[Member]
    rooms: Sequence[Mapping[str, Any]]
    sittings: list[OnBoard]
    away: list[Absent]
    holds: list[Hold]
    """All that stand, of other weeks too."""
    unlisted_count: int
    unlisted: list[tuple[Hearing, Case]]
    marks: Mapping[UUID, Marks]
    """Who is told of the hearings that are to come, and who declined."""
    words: BoardWords


@dataclass(frozen=True, slots=True)
class Chosen:
    """The hearing that is chosen, and where it could go."""

    hearing: Hearing
    case: Case
    lawful_on: date | None
    offers: list[Offer]
    helps: list[str]
    """What would help one that has no place, the least first."""
    learnt: Learnt
    """How long such hearings last."""
    risk: RiskShown | None
    """Of its session, where it has a place that is not past."""


def monday_of(day: date) -> date:
    """The first day of the day's week."""
    return day - timedelta(days=day.weekday())


async def read_week(connection: Connection, about: CourtPage, first: date, now: datetime | None = None) -> Week:
    """A week from its Monday on, with marks at what begins after `now`.

    Days on which the court does not sit are there only if anything sits on them.
    """
    court, last = about.court, first + WEEK - timedelta(days=1)
    start, end = court_reading.bounds_of(first, court)[0], court_reading.bounds_of(last, court)[1]
    calendar = await court_reading.calendar_of(connection, court, first, last)
    sittings = await board_reading.sittings(connection, court.court_id, start, end)
    staff = await board_reading.staff(connection, court.court_id, first, last)
    rooms = await court_reading.rooms_of(connection, court.court_id)
    count, unlisted = await board_reading.unlisted(connection, court.court_id)
    zone = ZoneInfo(court.zone)
    sat_on = {one.starts_at.astimezone(zone).date() for one in sittings}
    days = [(day, court_reading.is_closed(court, calendar, day)) for day in (first + timedelta(n) for n in range(7))]
    words = BoardWords(
        about.reader,
        await catalogue_reading.on_day(connection, about.today, court.court_id),
        {one.person_id: one.name for one in staff},
        {room["room_id"]: room["name"] for room in rooms},
    )
    return Week(
        [(day, closed) for day, closed in days if not closed or day in sat_on],
        staff,
        rooms,
        sittings,
        await board_reading.away(connection, court.court_id, start, end),
        await hold_store.of_court(connection, court.court_id, "held", MOST_HOLDS),
        count,
        unlisted,
        await told_reading.marks_of(connection, _to_come(sittings, now)) if now else {},
        words,
    )


def _to_come(sittings: Iterable[OnBoard], now: datetime) -> set[UUID]:
    return {one.hearing_id for one in sittings if not one.is_over and one.starts_at > now}


def board_page(
    about: CourtPage, week: Week, first: date, by: By, chosen: Chosen | None, now: datetime, **more: Any
) -> HTMLResponse:
    """The page."""
    hours = Hours.of(about.court.hours)
    lanes = _lanes(week, by)
    spans = [
        *rests([day for day, closed in week.days if not closed], lanes, hours, _zone(about.court), _break(week.words)),
        *_sitting(week, by, lanes, chosen, now),
        *_offered(by, chosen, week.words),
        *_absent(week, by, about.court),
        *_held(week, by, about.court),
    ]
    return about.render(
        "board.html",
        first=first,
        before=first - WEEK,
        after=first + WEEK,
        by=by,
        hours=hours,
        names=_heads(week, by, lanes, about.court),
        days=lay_out(week.days, lanes, spans, hours, _zone(about.court)),
        listed=len({one.hearing_id for one in week.sittings}),
        week=week,
        words=week.words,
        chosen=chosen,
        today=about.today,
        goes_on=chosen is not None and _has_begun_today(chosen.hearing, about, now),
        exchange=_exchange(week, chosen) if chosen else [],
        rooms=[room for room in week.rooms if room["closed_at"] is None],
        judges=[one for one in week.staff if one.role == "judge"],
        **more,
    )


def _has_begun_today(hearing: Hearing, about: CourtPage, now: datetime) -> bool:
    sittings = hearing.placing.sittings if hearing.placing and hearing.state == "listed" else ()
    begun = [one for one in sittings if one.starts_at <= now]
    return bool(begun) and begun[-1].starts_at.astimezone(_zone(about.court)).date() == about.today


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a lane."""

    name: str
    share: str
    """Of the week's hours that are taken."""


def _lanes(week: Week, by: By) -> dict[UUID, str]:
    """Judges in post and whoever else sits, or rooms in use."""
    if by == "rooms":
        used = {one.room_id for one in week.sittings}
        return {
            room["room_id"]: room["name"] for room in week.rooms if room["closed_at"] is None or room["room_id"] in used
        }
    sit = {judge for one in week.sittings for judge in one.judges}
    known = {one.person_id: one.name for one in week.staff if one.role == "judge" or one.person_id in sit}
    return known | {judge: week.words.person(judge) for judge in sit - known.keys()}


def _heads(week: Week, by: By, lanes: Mapping[UUID, str], court: CourtRow) -> list[Head]:
    a_day = sum((end.hour - begin.hour) * 60 + end.minute - begin.minute for begin, end in court.hours)
    whole = a_day * sum(not closed for _, closed in week.days)
    taken = dict.fromkeys(lanes, 0)
    for one in week.sittings:
        for lane in _lanes_of(one, by):
            taken[lane] += int((one.ends_at - one.starts_at).total_seconds() // 60)
    return [Head(name, f"{100 * taken[lane] // whole} %" if whole else "") for lane, name in lanes.items()]


def _sitting(week: Week, by: By, lanes: Collection[UUID], chosen: Chosen | None, now: datetime) -> Iterable[Span]:
    words = week.words
    kinds = {entry["code"]: entry["name"][words.reader.language] for entry in words.catalogue["hearing_types"]}
    confidential = words.say(message("confidential"))
    for one in week.sittings:
        number = one.case_number or confidential
        room = words.room(one.room_id)
        label = f"{number}, {room}" if by == "judges" else number
        more = (
            kinds.get(one.hearing_type, one.hearing_type)
            if by == "judges"
            else ", ".join(map(words.person, one.judges))
        )
        marks = week.marks.get(one.hearing_id)
        slot = Slot(
            "hearing", "", one.starts_at, one.hearing_id, label, more, in_custody=one.in_custody, is_over=one.is_over,
            is_fixed=one.is_fixed, is_chosen=chosen is not None and chosen.hearing.hearing_id == one.hearing_id,
            untold=len(not_provably_told(marks.people)) if marks and one.starts_at < now + SOON else 0,
            declined=len(marks.declined) if marks else 0,
        )  # fmt: skip
        for lane in _lanes_of(one, by):
            if lane in lanes:
                yield Span(lane, one.starts_at, one.ends_at, slot)


def _lanes_of(one: OnBoard, by: By) -> tuple[UUID, ...]:
    return one.judges if by == "judges" else (one.room_id,)


def _offered(by: By, chosen: Chosen | None, words: BoardWords) -> Iterable[Span]:
    """Where the chosen hearing could go."""
    for number, offer in enumerate(chosen.offers if chosen else (), 1):
        for sitting in offer.placing.sittings:
            label = words.say(message("Option %(n)s"), n=number)
            slot = Slot("offer", "", sitting.starts_at, label=label, more=words.room(sitting.room_id), number=number)
            for lane in offer.placing.judges if by == "judges" else (sitting.room_id,):
                yield Span(lane, sitting.starts_at, sitting.ends_at, slot)


def _absent(week: Week, by: By, court: CourtRow) -> Iterable[Span]:
    days = [day for day, _ in week.days]
    for one in week.away if by == "judges" else ():
        yield from by_day(one.person_id, one.starts_at, one.ends_at, _zone(court), days, Slot("away", ""))


def _held(week: Week, by: By, court: CourtRow) -> Iterable[Span]:
    days, word = [day for day, _ in week.days], week.words.say(message("kept free"))
    for hold in week.holds:
        for lane in hold.person_ids if by == "judges" else filter(None, [hold.room_id]):
            yield from by_day(lane, hold.starts_at, hold.ends_at, _zone(court), days, Slot("held", "", label=word))


def _exchange(week: Week, chosen: Chosen) -> list[OnBoard]:
    """With which hearings of the week the chosen one may exchange: of the same judge, or in the same room."""
    placing = chosen.hearing.placing
    if placing is None:
        return []
    rooms = {sitting.room_id for sitting in placing.sittings}
    return [
        one
        for one in week.sittings
        if one.sequence == 1
        and not one.is_over
        and one.hearing_id != chosen.hearing.hearing_id
        and (one.room_id in rooms or placing.judges[0] in one.judges)
    ]


def _break(words: BoardWords) -> str:
    return words.say(message("break"))


def _zone(court: CourtRow) -> ZoneInfo:
    return ZoneInfo(court.zone)
