"""What notices of the court say: any event, channel, role and language, of an invented hearing or a real one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.catalogue import message

from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.pages.showing import context
from tarazy_notifications.adapters.desk.words import topic
from tarazy_notifications.adapters.previews import Preview
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.texts import gaps
from tarazy_notifications.adapters.texts.samples import EVENTS
from tarazy_notifications.adapters.texts.trial import about_hearing, invented, shown
from tarazy_notifications.adapters.texts.words import LANGUAGES
from tarazy_notifications.domain.people import ChannelName, Language, Role
from tarazy_notifications.domain.texts.summons import Item

SANDBOXED = {
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
"""For a letter as it is: styles of its own, and nothing that runs, is loaded or is sent."""

EVENT_NAMES: Mapping[str, str] = {
    "hearing_scheduled": message("hearing listed"),
    "hearing_scheduled_by_video": message("hearing by video listed"),
    "hearing_scheduled_within_days": message("days promised instead of a date"),
    "hearing_rescheduled": message("hearing moved"),
    "hearing_rescheduled_in_place": message("request changed, place kept"),
    "hearing_cancelled": message("hearing cancelled"),
    "hearing_unlisted": message("hearing cancelled until there is a new time"),
    "hearing_uninvited": message("no longer takes part"),
    "hearing_told_to_representative": message("the representative is told from now on"),
    "hearing_reminder_1d": message("reminder"),
    "case_allocated": message("case allocated"),
    "case_allocated_to_panel": message("case allocated to a panel"),
    "leave_decided": message("leave decided"),
    "leave_cancelled": message("leave taken back"),
    "survey_invited": message("asked to answer a survey"),
    "survey_reminded": message("reminded of a survey"),
}
"""Those that would have the name of another; the others are called by their topic and code."""
ITEM_NAMES: Mapping[Item, str] = {
    "addressee": message("the addressee"),
    "court": message("the name of the court"),
    "court_address": message("the address of the court"),
    "time": message("the time"),
    "place": message("the place"),
    "case": message("the number of the case"),
    "capacity": message("in what they are called"),
    "consequences": message("what happens if they do not come"),
    "contact": message("whom to call"),
}

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody wants to look at; what there is not is the first that there is."""

    event: str
    channel: ChannelName
    role: Role
    language: Language
    hearing: str

    @classmethod
    def of(cls, query: Mapping[str, str], court_language: Language) -> "Chosen":
        """By the query of an address."""
        event = _one_of(tuple(EVENTS), query.get("event"))
        return cls(
            event,
            _one_of(get_args(ChannelName), query.get("channel")),
            _one_of(EVENTS[event].roles, query.get("role")),
            _one_of((court_language, *LANGUAGES), query.get("language")),
            query.get("hearing", "").strip()[:50],
        )

    @property
    def query(self) -> dict[str, str]:
        """For the address of the letter itself."""
        found = {name: getattr(self, name) for name in ("event", "channel", "role", "language", "hearing")}
        return {name: value for name, value in found.items() if value}


def text_pages_router(front: Front, rules: Rules) -> APIRouter:
    """`…/desk/texts`, and the letter as its reader sees it."""
    router = pages_router()
    pool = front.door.work.pool

    async def looked_at(visit: Visit, chosen: Chosen) -> Preview | None:
        one = invented(chosen.event, chosen.channel, chosen.role, chosen.language, visit.court)
        today = front.door.work.clock().astimezone(ZoneInfo(visit.court.zone)).date()
        async with pool.acquire() as connection:
            if chosen.hearing:
                real = await about_hearing(connection, one, UUID(chosen.hearing)) if _is_id(chosen.hearing) else None
                if real is None or real.notice.court_id != visit.court.court_id:
                    return None
                one = real
            return shown(one, await rules.current(connection), today)

    @router.get("/courts/{court_id}/desk/texts", response_model=None)
    async def texts_page(visit: Annotated[Visit, front.visits("text.read")]) -> Response:
        chosen = Chosen.of(visit.request.query_params, visit.court.language)
        async with pool.acquire() as connection:
            lacking = await gaps.of_court(connection, visit.court.court_id)
        more: dict[str, Any] = {
            "chosen": chosen,
            "events": {event: _called(visit, event) for event in EVENTS},
            "items": ITEM_NAMES,
            "channels": get_args(ChannelName),
            "roles": EVENTS[chosen.event].roles,
            "gaps": lacking,
            "preview": await looked_at(visit, chosen),
        }
        return visit.render("texts.html", section="texts", **context(visit), **more)

    @router.get("/courts/{court_id}/desk/texts/letter", response_model=None)
    async def letter(visit: Annotated[Visit, front.visits("text.read")]) -> Response:
        found = await looked_at(visit, Chosen.of(visit.request.query_params, visit.court.language))
        if found is None or found.html is None:
            return HTMLResponse("", 404, SANDBOXED)
        return HTMLResponse(found.html, headers=SANDBOXED)

    return router


def _called(visit: Visit, event: str) -> str:
    known = EVENT_NAMES.get(event)
    return visit.words.gettext(known) if known else f"{topic(visit.words, EVENTS[event].topic)} ({event})"


def _one_of(known: Sequence[T], wanted: str | None) -> T:
    return next((one for one in known if one == wanted), known[0])


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
