"""Signing in and out of a service's pages."""

import re
from typing import Any

import structlog
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tarazy_shared.door import anybody
from tarazy_shared.front.visit import SIGN_IN, Front
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form, form_of
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.words import Words
from tarazy_shared.sign_in.oidc.sign_on import LASTS, SignInRefusedError
from tarazy_shared.sign_in.port import SignOnAwayError
from tarazy_shared.sign_in.sessions import LASTS as SESSION_LASTS
from tarazy_shared.sign_in.settings import CALLBACK

SIGN_OUT = "/sign-out"
SIGN_ON = "/sign-in/sign-on"
AWAY = message("The sign-on service does not answer just now. Try again in a few minutes.")
REFUSED = message("You are not signed in: the sign-on service has refused, or it took too long. Try again.")
log = structlog.get_logger(__name__)
_DESK = re.compile(r"/courts/[a-z0-9-]{2,40}/desk(/[A-Za-z0-9_-]+)*")
"""Where one may be sent after signing in: never to another host."""


def sign_in_router(front: Front[Any], *, is_https: bool) -> APIRouter:
    """The way in and out, open to anybody."""
    router = APIRouter(tags=["pages"], include_in_schema=False, dependencies=[Depends(anybody)])
    door = front.door
    # The cookie that a browser keeps while it is at the sign-on service.
    flow_cookie = f"{door.cookie}_sign_in"

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
        return enter(request, subject, wanted(request))

    @router.get(SIGN_ON, response_model=None)
    async def sign_on(request: Request) -> Response:
        """To the sign-on service. By a link: a form may be sent to no other host."""
        if door.sign_on is None:
            return page(request, Form(), status=404)
        try:
            address, flow = await door.sign_on.begin(wanted(request))
        except SignOnAwayError:
            return page(request, Form(), trouble=AWAY, status=503)
        answer = RedirectResponse(address, 303)
        _set(answer, request, flow_cookie, flow, int(LASTS.total_seconds()))
        return answer

    @router.get(CALLBACK, response_model=None)
    async def come_back(request: Request) -> Response:
        """From the sign-on service."""
        if door.sign_on is None:
            return page(request, Form(), status=404)
        try:
            subject, path = await door.sign_on.finish(request.query_params, request.cookies.get(flow_cookie, ""))
        except SignOnAwayError:
            return page(request, Form(), trouble=AWAY, status=503)
        except SignInRefusedError as error:
            log.info("sign-in refused", why=str(error))
            return page(request, Form(), trouble=REFUSED, status=403)
        answer = enter(request, subject, path)
        _set(answer, request, flow_cookie, "", 0)
        return answer

    @router.post(SIGN_OUT, response_model=None)
    async def sign_out(request: Request) -> Response:
        """The browser forgets."""
        await front.signed(request, sent=True)
        answer = RedirectResponse(Place.of(request).url(SIGN_IN), 303)
        _set(answer, request, door.cookie, "", 0)
        return answer

    def enter(request: Request, subject: str, path: str) -> Response:
        session = door.sessions.begin(subject, door.work.clock())
        answer = RedirectResponse(Place.of(request).url(path), 303)
        _set(answer, request, door.cookie, door.sessions.cookie(session), int(SESSION_LASTS.total_seconds()))
        return answer

    def page(request: Request, form: Form, *, trouble: str = "", status: int = 200) -> HTMLResponse:
        return front.pages.render(
            request,
            "kit/sign_in.html",
            status=status,
            sections=[],
            form=form,
            trouble=trouble,
            takes_keys=door.keys is not None,
            has_sign_on=door.sign_on is not None,
            wanted=wanted(request),
            house=front.house.title,
            command=front.house.command,
        )

    def _set(answer: Response, request: Request, cookie: str, value: str, seconds: int) -> None:
        # Lax: whoever comes back from a sign-on service or from a link in a mail is still signed in. Forms carry a
        # token of their own, and looking changes nothing.
        path = Place.of(request).root or "/"
        answer.set_cookie(cookie, value, max_age=seconds, path=path, secure=is_https, httponly=True, samesite="lax")

    return router


def wanted(request: Request) -> str:
    """The page that was asked for before signing in; the front page for anything that is not a desk's."""
    path = request.query_params.get("next", "")
    return path if _DESK.fullmatch(path) else "/"
