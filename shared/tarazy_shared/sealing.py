"""Sealing of one-time tokens on their way from one service to another: whoever lacks the key learns nothing."""

import hashlib
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class NotSealedError(Exception):
    """It was sealed with none of these keys."""


def seal(text: str, key: str) -> str:
    """The text sealed with whatever the key is made of."""
    return _box(key).encrypt(text.encode()).decode()


def unseal(sealed: str, *keys: str) -> str:
    """What was sealed with one of the keys. Raises `NotSealedError`."""
    try:
        return MultiFernet([_box(key) for key in keys]).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise NotSealedError from error


def _box(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
