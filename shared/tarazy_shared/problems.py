"""Errors over HTTP: RFC 9457 problem documents that name the field and the reason."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from tarazy_shared.errors import TRANSIENT, TarazyError
from tarazy_shared.pages.problem_page import problem_page, wants_page

MEDIA_TYPE = "application/problem+json"

_CODES = {"missing": "field_missing", "json_invalid": "not_json"}
"""What the contract calls the kinds of the validator that are more than a wrong field."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: `field` is a path such as `people[2].role`, `code` is for programs.

    `index` says in which of several things that came together, from 0; `field` is empty for the thing as a whole.
    """

    field: str
    code: str
    reason: str
    index: int = 0


class Refusal(TarazyError):
    """The domain or the edge says no; becomes a problem document with `status`."""

    def __init__(
        self,
        status: int,
        title: str,
        errors: Sequence[FieldError | dict[str, Any]] = (),
        *,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.errors = errors
        self.headers = headers


class AnswerInstead(TarazyError):
    """The answer is another one than the route gives, such as the way to a sign-in page."""

    def __init__(self, response: Response) -> None:
        super().__init__("answered instead")
        self.response = response


def problem(
    status: int,
    title: str,
    errors: Sequence[FieldError | dict[str, Any]] = (),
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """A problem document; where no field is to blame, its one error says what the title does."""
    found = errors or [FieldError("", "too_large" if status == 413 else HTTPStatus(status).name.lower(), title)]
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "errors": [asdict(error) if isinstance(error, FieldError) else error for error in found],
    }
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def handle_problems(app: FastAPI) -> None:
    """Answer every failure of `app` as a problem document, and a browser with a page; a server that is away is 503."""

    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> Response:
        return _answer(request, error.status, error.title, error.errors, error.headers)

    @app.exception_handler(AnswerInstead)
    async def instead(request: Request, error: AnswerInstead) -> Response:
        return error.response

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        errors = [
            FieldError(path, _CODES.get(wrong["type"], "field_wrong"), str(wrong["msg"]))
            for wrong in error.errors()
            for path in _paths(wrong["loc"], wrong.get("ctx", {}))
        ]
        not_json = any(wrong["type"] == "json_invalid" for wrong in error.errors())
        if not_json:
            return problem(400, "The body is not JSON", errors)
        return _answer(request, 422, "The request has wrong fields", errors)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return _answer(
            request,
            error.status_code,
            str(error.detail or HTTPStatus(error.status_code).phrase),
            headers=dict(error.headers or {}),
        )

    async def away(request: Request, error: Exception) -> Response:
        title = "A server that this needs is away; try again"
        return _answer(request, 503, title, headers={"Retry-After": "2"})

    @app.exception_handler(Exception)
    async def bug(request: Request, error: Exception) -> Response:
        # The server raises it once more after this answer, and so it is logged.
        return _answer(request, 500, "Something is wrong with this service; whoever runs it finds it in the log")

    for kind in TRANSIENT:
        app.add_exception_handler(kind, away)  # type: ignore[arg-type]


def _answer(
    request: Request,
    status: int,
    title: str,
    errors: Sequence[FieldError | dict[str, Any]] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    if not wants_page(request):
        return problem(status, title, errors, headers)
    found = [error if isinstance(error, dict) else asdict(error) for error in errors]
    page = problem_page(request, status, [title, *(f"{one['field']}: {one['reason']}" for one in found)])
    page.headers.update(headers or {})
    return page


def _paths(location: Sequence[str | int], context: dict[str, Any]) -> list[str]:
    """The fields that are wrong: a rule over several fields names them, relative to the object it stands in."""
    fields = context.get("fields") or [""]
    return [".".join(filter(None, (_path(location), str(field)))) for field in fields]


def _path(location: Sequence[str | int]) -> str:
    """`("body", "people", 2, "role")` as `people[2].role`."""
    text = ""
    for part in location[1:] if location and location[0] in {"body", "query", "path", "header"} else location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
