"""Tokens of a sign-on service: signed by it, for us, and not too old."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt

from tarazy_shared.sign_in.oidc.provider import ALGORITHMS, Provider

LEEWAY = timedelta(seconds=60)
"""By how much the clocks of the service and ours may differ."""
MOST_CHARACTERS = 16_000


class TokenRefusedError(Exception):
    """A token that is not taken; the text says why, for the log."""


async def claims_of(token: str, provider: Provider, audience: str, now: datetime) -> Mapping[str, Any]:
    """What a token says, once its signature, issuer, audience and times are right.

    Raises `TokenRefusedError`, and `SignOnAwayError` when its key cannot be had.
    """
    if len(token) > MOST_CHARACTERS:
        raise TokenRefusedError("it is too long")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise TokenRefusedError(f"it cannot be read: {error}") from error
    algorithm, key_id = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS or not isinstance(key_id, str):
        raise TokenRefusedError(f"it is signed by {algorithm!r} with the key {key_id!r}")
    key = await provider.key(key_id)
    if key is None:
        raise TokenRefusedError(f"the service has no key {key_id!r}")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            # The one algorithm of the key, whatever the token says.
            algorithms=[key.algorithm_name],
            audience=audience,
            issuer=provider.issuer,
            # Times are checked below, by the service's own clock.
            options={
                "require": ["iss", "sub", "aud", "exp", "iat"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.PyJWTError as error:
        raise TokenRefusedError(str(error)) from error
    _in_time(claims, now)
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise TokenRefusedError("its subject is no text of 1 to 255 characters")
    return claims


def _in_time(claims: Mapping[str, Any], now: datetime) -> None:
    times = {name: claims[name] for name in ("exp", "iat", "nbf") if name in claims}
    if any(isinstance(at, bool) or not isinstance(at, int | float) for at in times.values()):
        raise TokenRefusedError("its times are no numbers")
    at, leeway = now.timestamp(), LEEWAY.total_seconds()
    if at >= times["exp"] + leeway:
        raise TokenRefusedError("it has run out")
    if any(at < times[name] - leeway for name in ("iat", "nbf") if name in times):
        raise TokenRefusedError("it is not valid yet")
