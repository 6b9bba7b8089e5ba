"""What went wrong, as a page: for whoever asks with a browser. Programs get the problem document."""

from collections.abc import Mapping, Sequence
from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse

from tarazy_shared.pages.catalogue import KIT, message
from tarazy_shared.pages.rendering import Pages

_TRY_AGAIN = message("Try again in a few seconds.")
_LOOK = message("Perhaps a letter is missing or too many in the address.")
_SAID: Mapping[int, tuple[str, str]] = {
    401: (message("This is open to programs with a token alone."), ""),
    404: (message("There is nothing at this address."), _LOOK),
    429: (message("The service cannot answer just now."), _TRY_AGAIN),
    500: (message("Something is wrong with this service."), message("Whoever runs it finds it in the log.")),
    503: (message("The service cannot answer just now."), _TRY_AGAIN),
}
_WRONG = message("The address asks for something that cannot be."), _LOOK


def wants_page(request: Request) -> bool:
    """Whether a page is asked for by name, as browsers do; `*/*` takes what there is."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def problem_page(request: Request, status: int, details: Sequence[str]) -> HTMLResponse:
    """The page; `details` are for engineers, in English."""
    what, hint = _SAID.get(status, _WRONG)
    page = _pages().render(
        request, "kit/problem.html", status=status, what=what, hint=hint, details=details, language="kk"
    )
    page.headers["vary"] = "accept, accept-language"
    return page


@cache
def _pages() -> Pages:
    return Pages(KIT)
