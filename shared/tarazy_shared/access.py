"""Who may: a bearer token per service, compared in constant time. Deny is the default."""

import secrets
from collections.abc import Callable

from fastapi import Request
from pydantic import SecretStr

from tarazy_shared.problems import Refusal


def require_token(*tokens: SecretStr) -> Callable[[Request], None]:
    """A FastAPI dependency that lets in whoever shows one of the tokens (RFC 6750), and answers 401 otherwise."""
    accepted = [token.get_secret_value().encode() for token in tokens]

    async def check(request: Request) -> None:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        right = [secrets.compare_digest(shown.strip().encode(), token) for token in accepted]
        if scheme.lower() != "bearer" or not any(right):
            raise Refusal(401, "A valid bearer token is needed", headers={"WWW-Authenticate": "Bearer"})

    return check  # type: ignore[return-value]
