"""Identifiers: UUIDv7 (RFC 9562, section 5.7), which sort by the time they were made."""

import secrets
from datetime import datetime
from uuid import UUID


def uuid7(now: datetime) -> UUID:
    """A new UUIDv7 whose time part is `now`, in milliseconds; the other 74 bits are random."""
    milliseconds = int(now.timestamp() * 1000)
    random = secrets.randbits(74)
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | random >> 62
    low = 0b10 << 62 | random & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=high << 64 | low)
