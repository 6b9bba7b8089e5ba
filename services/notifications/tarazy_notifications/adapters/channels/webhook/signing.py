"""Secrets and signatures of webhooks, as Standard Webhooks 1.0.0 has them.

No secret is stored: each is computed from the installation's key, the address and the number of times it was changed.
"""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256


def secret(key: str, address: str, generation: int) -> bytes:
    """The 32 bytes that this installation and the receiver at `address` share, from the `generation`-th change on."""
    return hmac.digest(key.encode(), f"webhook/{generation}/{address}".encode(), sha256)


def as_text(shared: bytes) -> str:
    """The secret as receivers are given it."""
    return "whsec_" + b64encode(shared).decode()


def signature(secrets: Sequence[bytes], message_id: str, at: datetime, body: bytes) -> str:
    """`webhook-signature`: one for each secret that the receiver may hold, so that it can be changed without a gap."""
    signed = f"{message_id}.{seconds(at)}.".encode() + body
    return " ".join("v1," + b64encode(hmac.digest(one, signed, sha256)).decode() for one in secrets)


def seconds(at: datetime) -> str:
    """`webhook-timestamp`."""
    return str(int(at.timestamp()))
