"""Sealing of one-time tokens on their way from one service to another: whoever lacks the key learns nothing."""

import hashlib
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken


class NotSealedError(Exception):
    """It was not sealed with this key."""


def seal(text: str, key: str) -> str:
    """The text sealed with whatever the key is made of."""
    return _box(key).encrypt(text.encode()).decode()


def unseal(sealed: str, key: str) -> str:
    """What was sealed with the key. Raises `NotSealedError`."""
    try:
        return _box(key).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise NotSealedError from error


def _box(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
