"""A bound on what a request may send: nobody fills the memory of a service."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tarazy_shared.problems import problem

MOST_BYTES = 64 * 1024 * 1024
"""Of any request to any route; routes may want less."""


class BodyLimit:
    """ASGI middleware: a longer body is answered with 413, announced in a header or not."""

    def __init__(self, app: ASGIApp, most: int = MOST_BYTES) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as long as it stays within the bound."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        too_long = f"The body is longer than {self.most} bytes"
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if announced.isdigit() and int(announced) > self.most:
            await problem(413, too_long)(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                # FastAPI lets this kind of error through while it reads a body, and our handler answers it.
                raise HTTPException(413, too_long)
            return message

        await self.app(scope, counted, send)
