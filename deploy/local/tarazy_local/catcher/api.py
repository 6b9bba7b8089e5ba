"""The catcher's HTTP interface for programs."""

import base64
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import PlainTextResponse, Response

from tarazy_local.catcher.behaviour import Behaviour, Script
from tarazy_local.catcher.mailbox import Mail, Mailbox


def api_router(mailbox: Mailbox, script: Script) -> APIRouter:
    """Reading what was caught, and telling the SMTP side how to behave."""
    router = APIRouter()

    @router.get("/health/ready")
    def ready() -> dict[str, int]:
        return {"mails": mailbox.count()}

    @router.get("/messages")
    def messages(
        after: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int | None, Query(ge=1)] = None
    ) -> list[dict[str, Any]]:
        """Mails with a larger id than `after`, oldest first."""
        return [as_json(mail) for mail in mailbox.after(after, limit=limit or -1)]

    @router.get("/messages/{mail_id}/source")
    def source(mail_id: int) -> PlainTextResponse:
        """The mail as it was sent."""
        return PlainTextResponse(_found(mailbox.one(mail_id)).raw)

    @router.get("/messages/{mail_id}/calendar.ics")
    def calendar(mail_id: int) -> Response:
        """Its calendar part."""
        for part in _found(mailbox.one(mail_id)).message.walk():
            if part.get_content_type() == "text/calendar":
                return Response(part.get_payload(decode=True), media_type="text/calendar; charset=utf-8")
        raise HTTPException(404, "This mail has no calendar part.")

    @router.get("/behaviour")
    def behaviour() -> Behaviour:
        """How the SMTP side behaves now."""
        return script.behaviour

    @router.post("/behaviour")
    def behave(wanted: Behaviour) -> Behaviour:
        """Make the SMTP side refuse, hang or drop, or accept again."""
        script.follow(wanted)
        return script.behaviour

    return router


def as_json(mail: Mail) -> dict[str, Any]:
    """A mail as the interface gives it; addresses are the envelope's."""
    return {
        "id": mail.id,
        "at": mail.at,
        "from": mail.sender,
        "to": list(mail.recipients),
        "raw": base64.b64encode(mail.raw).decode("ascii"),
    }


def _found(mail: Mail | None) -> Mail:
    if mail is None:
        raise HTTPException(404, "There is no such mail.")
    return mail
