"""The programs that check draws, given out by the service itself: a page and one file of Python."""

import base64
import hashlib
import re
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.policy import PAGE_HEADERS

from tarazy_scheduling.adapters.http.draws.public_ledger import saved_as

PAGE = "verify-draws.html"
PROGRAM = "verify_draws.py"


def checking_router() -> APIRouter:
    """Open to anybody; whoever has saved them once needs the service no more."""
    router = APIRouter()
    package = files("tarazy_scheduling")
    page = package.joinpath("pages", "static", PAGE).read_text(encoding="utf-8")
    program = package.joinpath(PROGRAM).read_text(encoding="utf-8")
    headers = {**PAGE_HEADERS, "content-security-policy": policy_of(page)}

    @router.get(f"/{PAGE}", include_in_schema=False)
    async def as_page() -> HTMLResponse:
        return HTMLResponse(page, headers=headers)

    @router.get(f"/{PROGRAM}", include_in_schema=False)
    async def as_program() -> Response:
        headers = saved_as(PROGRAM) | {"x-content-type-options": "nosniff"}
        return Response(program, media_type="text/x-python", headers=headers)

    return router


def policy_of(page: str) -> str:
    """A policy under which the page's own script and style run, and nothing else; nothing can be sent anywhere."""
    scripts, styles = (_hashes(page, tag) for tag in ("script", "style"))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )


def _hashes(page: str, tag: str) -> str:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found)
