"""Pages about oneself, of no court: for whoever is signed in and is somebody in post."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import Request, params
from tarazy_shared.door import require
from tarazy_shared.front.visit import Signed
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.rendering import Section
from tarazy_shared.problems import AnswerInstead, Refusal

from tarazy_notifications.adapters.desk.front import Front

SECTIONS = (
    Section("/", "Tarazy"),
    Section("/inbox", message("Inbox")),
    Section("/feed", message("Calendar")),
)


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody at what is their own."""

    signed: Signed
    person_id: UUID


def own(front: Front, permission: str, *, sent: bool = False) -> params.Depends:
    """A dependency that says who is signed in; with `sent`, by a form of their session."""

    async def mine(request: Request) -> Own:
        signed = await front.signed(request, sent=sent)
        person_id = signed.who.person_id
        try:
            require(front.door.rights, signed.who, permission, request)
            if person_id is None:
                raise Refusal(403, "No person is behind this account")
        except Refusal:
            raise AnswerInstead(signed.render("kit/refused.html", status=403, permission=permission)) from None
        return Own(signed, person_id)

    mine.permission = permission  # type: ignore[attr-defined]
    return params.Depends(mine)
