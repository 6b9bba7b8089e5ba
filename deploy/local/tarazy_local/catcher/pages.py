"""The catcher's page: what arrived, newest first, and one mail beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, FastAPI, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import Pages

from tarazy_local.catcher.letter import Letter, read_letter, with_links
from tarazy_local.catcher.mailbox import Kind, Mail, Mailbox

ZONE = "Asia/Almaty"
"""Times of arrival are shown in the country's own zone; those of an entry in the entry's."""
_A_PAGE = 50
_END = 2**62

KINDS = {
    Kind.NEW: (message("New"), ""),
    Kind.UPDATE: (message("Update"), "warn"),
    Kind.CANCELLED: (message("Cancelled"), "bad"),
}
"""What a mail does to the calendar: the word and the tone of its tag."""


@dataclass(frozen=True, slots=True)
class Row:
    """A mail in the list."""

    id: int
    at: datetime
    subject: str
    recipients: str
    kind: Kind

    @classmethod
    def of(cls, mail: Mail) -> "Row":
        """Its line."""
        return cls(mail.id, datetime.fromisoformat(mail.at), mail.subject, ", ".join(mail.recipients), mail.kind)


def mount_pages(app: FastAPI, mailbox: Mailbox) -> None:
    """Serve the page at `/`."""
    pages = Pages("tarazy_local", zone=ZONE)
    pages.mount(app)
    app.include_router(_router(pages, mailbox))


def _router(pages: Pages, mailbox: Mailbox) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def show(
        request: Request,
        q: str = "",
        calendar: str = "",
        mail: Annotated[int | None, Query(ge=1)] = None,
        before: Annotated[int, Query(ge=1)] = _END,
    ) -> Response:
        kind = calendar if calendar in KINDS else ""
        found = mailbox.newest(before=before, limit=_A_PAGE + 1, words=q, kind=kind)
        listed, more = found[:_A_PAGE], len(found) > _A_PAGE
        chosen = mailbox.one(mail) if mail is not None else next(iter(listed), None)
        if chosen is None and mail is not None:
            raise HTTPException(404, "There is no such mail.")
        return pages.render(
            request,
            "catcher.html",
            rows=[Row.of(each) for each in listed],
            older=listed[-1].id if more else None,
            chosen=Row.of(chosen) if chosen is not None else None,
            letter=read_letter(chosen.message) if chosen is not None else None,
            replaced=_replaced(mailbox, chosen),
            total=mailbox.count(),
            kinds=KINDS,
            asked={"q": q, "calendar": kind},
            with_links=with_links,
            entry_reader=lambda entry: Reader(pages.reader(request).language, entry.zone),
        )

    @router.post("/empty")
    async def empty(request: Request) -> Response:
        """Throw all away, if this very page asks: a page from elsewhere must not be able to."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403, "Only the catcher's own page may empty it.")
        mailbox.empty()
        return RedirectResponse(Place.of(request).url("/"), status_code=303)

    return router


def _replaced(mailbox: Mailbox, mail: Mail | None) -> Letter | None:
    """The letter whose entry this one moves or takes away."""
    if mail is None or mail.kind is Kind.NEW:
        return None
    earlier = mailbox.earlier(mail)
    return read_letter(earlier.message) if earlier is not None else None
