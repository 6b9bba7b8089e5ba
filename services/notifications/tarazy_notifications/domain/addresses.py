"""Which web addresses lead into the court's own network, where no notice may be sent."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")
"""Domains that are never public (RFC 6761, RFC 6762, RFC 8375) or commonly used inside."""

_PUBLIC = IPv6Network("2000::/3")
"""All that has been given out for the public network so far (RFC 4291); the rest is inner until it is given out too."""
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a NAT64 calls them (RFC 6052)."""
_SIX_TO_FOUR = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")


def is_inner(web_address: str) -> bool:
    """Whether the host is, by its name or number alone, one of the own network or machine; so is what cannot be read.

    A public name may still resolve to an inner number: whoever connects has to ask `is_inner_number` of that.
    """
    try:
        host = (urlsplit(web_address).hostname or "").rstrip(".")
    except ValueError:
        return True
    number = _number(host)
    if number is not None:
        return _is_inner(number)
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in INNER_NAMES)


def is_inner_number(number: str) -> bool:
    """Whether an IP address, as a look-up gives it, is of the own network or machine, or nobody's."""
    return _is_inner(ip_address(number))


def _is_inner(number: IPv4Address | IPv6Address) -> bool:
    if isinstance(number, IPv6Address):
        carried = _carried(number)
        if carried is not None:
            return _is_inner(carried)
        return number not in _PUBLIC or not number.is_global or number.is_multicast
    return not number.is_global or number.is_multicast


def _carried(number: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which a packet for this one goes in the end: each way of writing one inside the other."""
    if number.ipv4_mapped is not None:
        return number.ipv4_mapped
    if number in _TRANSLATED:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    if number in _SIX_TO_FOUR:
        return number.sixtofour
    return number.teredo[1] if number in _TEREDO and number.teredo else None


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
