"""Sealed tokens opened, in memory alone, with the key that HR sealed them with."""

import hashlib
from dataclasses import dataclass, field
from typing import Self

from tarazy_shared.sealing import NotSealedError, unseal

from tarazy_notifications.domain.delivery.outcomes import Refused
from tarazy_notifications.settings import Settings

NO_KEY = "no_survey_key"
NO_ADDRESS = "no_survey_address"
NOT_OPENED = "token_not_opened"
MENDED_BY_SETTINGS = (NO_KEY, NO_ADDRESS, NOT_OPENED)
"""Reasons that another setting may do away with."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What it takes to write the address at which somebody answers."""

    keys: tuple[str, ...] = field(default=(), repr=False)
    base: str | None = None
    """Where HR is reached from outside."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings have it."""
        keys = settings.survey_key.get_secret_value().split(",") if settings.survey_key else ()
        return cls(tuple(keys), settings.hr_url)

    def address(self, sealed: str) -> str | Refused:
        """Where whoever has this token answers, or why nobody can say it."""
        if not self.keys:
            return Refused(NO_KEY)
        if self.base is None:
            return Refused(NO_ADDRESS)
        token = self._token(sealed)
        return Refused(NOT_OPENED) if token is None else f"{self.base}/answer/{token}"

    def hash_of(self, sealed: str) -> str | None:
        """SHA-256 of the token, as HR knows it; None if no key opens it."""
        token = self._token(sealed) if self.keys else None
        return None if token is None else hashlib.sha256(token.encode()).hexdigest()

    def _token(self, sealed: str) -> str | None:
        try:
            return unseal(sealed, *self.keys)
        except NotSealedError:
            return None
