"""Who may: a bearer token per service, compared in constant time. Deny is the default."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from tarazy_shared.problems import FieldError, Refusal

_bearer = HTTPBearer(auto_error=False, description="The service's token, or the one of court systems at the intake.")
Shown = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def require_token(*tokens: SecretStr) -> Callable[[Shown], Awaitable[None]]:
    """A FastAPI dependency that lets in whoever shows one of the tokens (RFC 6750), and answers 401 otherwise."""
    accepted = [token.get_secret_value().encode() for token in tokens]

    async def check(shown: Shown) -> None:
        text = shown.credentials.strip().encode() if shown else b""
        right = [secrets.compare_digest(text, token) for token in accepted]
        if not any(right):
            error = FieldError("Authorization", "unauthorized", "Must be Bearer and a token that is valid here")
            raise Refusal(401, "A valid bearer token is needed", [error], headers={"WWW-Authenticate": "Bearer"})

    return check
