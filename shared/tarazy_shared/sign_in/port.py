"""The port of signing in: whatever can say whose token it is."""

from typing import Protocol

from tarazy_shared.errors import TarazyError


class Identifies(Protocol):
    """Keys for trials and sign-on services alike."""

    async def identify(self, credentials: str) -> str | None:
        """The account behind a bearer token; None if it is not valid here.

        Raises `SignOnAwayError` when it cannot be told just now.
        """


class SignOnAwayError(TarazyError):
    """The sign-on service does not answer, or not as the standard says."""
