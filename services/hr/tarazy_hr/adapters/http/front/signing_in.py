"""Signing in and out of HR's pages."""

import re

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form, form_of
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.words import Words

from tarazy_hr.adapters.http.door import COOKIE, anybody
from tarazy_hr.adapters.http.front.visit import SIGN_IN, Front

SIGN_OUT = "/sign-out"
_DESK = re.compile(r"/courts/[a-z0-9-]{2,40}/desk(/[A-Za-z0-9_-]+)*")
"""Where one may be sent after signing in: never to another host."""


def sign_in_router(front: Front, *, is_https: bool) -> APIRouter:
    """The way in and out, open to anybody."""
    router = APIRouter(tags=["pages"], include_in_schema=False, dependencies=[Depends(anybody)])
    door = front.door

    @router.get(SIGN_IN, response_model=None)
    async def ask(request: Request) -> Response:
        return page(request, Form())

    @router.post(SIGN_IN, response_model=None)
    async def sign_in(request: Request) -> Response:
        """By a key for trials."""
        given = await form_of(request)
        subject = door.keys.read(given.get("key", "").strip()) if door.keys else None
        if subject is None:
            words = Words(front.pages.package, front.pages.reader(request))
            return page(request, Form(wrong={"key": words.gettext(message("This key is not known here."))}), status=403)
        return enter(request, subject)

    @router.post(SIGN_OUT, response_model=None)
    async def sign_out(request: Request) -> Response:
        """The browser forgets."""
        await front.signed(request, sent=True)
        answer = RedirectResponse(Place.of(request).url(SIGN_IN), 303)
        _set(answer, request, "", 0)
        return answer

    def enter(request: Request, subject: str) -> Response:
        session = door.sessions.begin(subject, door.work.clock())
        answer = RedirectResponse(Place.of(request).url(wanted(request), next=None), 303)
        _set(answer, request, door.sessions.cookie(session), int((session.ends_at - door.work.clock()).total_seconds()))
        return answer

    def page(request: Request, form: Form, *, status: int = 200) -> HTMLResponse:
        return front.pages.render(
            request, "sign_in.html", status=status, sections=[], form=form, takes_keys=door.keys is not None
        )

    def _set(answer: Response, request: Request, value: str, seconds: int) -> None:
        # Lax: whoever comes back from a sign-on service or from a link in a mail is still signed in. Forms carry a
        # token of their own, and looking changes nothing.
        path = Place.of(request).root or "/"
        answer.set_cookie(COOKIE, value, max_age=seconds, path=path, secure=is_https, httponly=True, samesite="lax")

    return router


def wanted(request: Request) -> str:
    """The page that was asked for before signing in; the front page for anything that is not a desk's."""
    path = request.query_params.get("next", "")
    return path if _DESK.fullmatch(path) else "/"
