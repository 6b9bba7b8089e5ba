"""Which web addresses lead into the court's own network, where no notice may be sent."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")
"""Domains that are never public (RFC 6761, RFC 6762, RFC 8375) or commonly used inside."""


def is_inner(web_address: str) -> bool:
    """Whether the host is, by its name or number alone, one of the own network or machine.

    A public name may still resolve to an inner number: whoever connects has to look at that number again.
    """
    host = (urlsplit(web_address).hostname or "").rstrip(".")
    number = _number(host)
    if number is not None:
        inner = getattr(number, "ipv4_mapped", None) or number
        return not inner.is_global or inner.is_multicast
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in INNER_NAMES)


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is written as, in the short, octal and hexadecimal spellings too."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    if not host.replace(".", "").isalnum():
        return None
    try:
        parts = [int(part, _base(part)) for part in host.split(".")]
    except ValueError:
        return None
    *bytes_, rest = parts
    if len(parts) > 4 or any(byte > 255 for byte in bytes_) or rest >= 256 ** (5 - len(parts)):
        return None
    return IPv4Address(sum(byte << (24 - 8 * place) for place, byte in enumerate(bytes_)) + rest)


def _base(part: str) -> int:
    if part.startswith("0x"):
        return 16
    return 8 if part.startswith("0") and len(part) > 1 else 10
