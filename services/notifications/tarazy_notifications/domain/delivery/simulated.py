"""Recipients that exist to try things out: addresses that nobody can have, and what becomes of a notice to each."""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from tarazy_notifications.domain.people import ChannelName

DOMAIN = "simulated.tarazy.invalid"
"""Of mailboxes and web addresses. `.invalid` is nobody's for ever (RFC 2606)."""
NUMBERS = "99900"
"""How telephone numbers begin, after the plus: no country has the code 999. The next digit says what happens."""


class Behaviour(StrEnum):
    """What happens to a notice that such a recipient is sent."""

    DELIVERED = "delivered"
    """Taken, and a receipt comes."""
    READ = "read"
    """Taken, delivered, read."""
    SILENT = "silent"
    """Taken, and nothing is ever heard of it."""
    SLOW = "slow"
    """As delivered, after some seconds."""
    BUSY = "busy"
    """Never taken for now."""
    REFUSED = "refused"
    """Refused for ever."""
    BOUNCED = "bounced"
    """Taken, and it comes back."""


_BY_DIGIT = dict(zip("1234567", Behaviour, strict=True))
_NOT_A_DIGIT = re.compile(r"\D")


def is_simulated(channel: ChannelName, address: str) -> bool:
    """Whether an address is kept for trials: nothing is ever sent there."""
    if channel == "email":
        return address.rpartition("@")[2].lower().rstrip(".") == DOMAIN
    if channel == "sms":
        return _NOT_A_DIGIT.sub("", address).removeprefix("00").startswith(NUMBERS)
    return _host(address) == DOMAIN


def behaviour_of(channel: ChannelName, address: str) -> Behaviour | None:
    """What becomes of a notice to a simulated recipient; None if its address does not say."""
    if channel == "email":
        named = address.rpartition("@")[0].partition("+")[0]
    elif channel == "sms":
        after = _NOT_A_DIGIT.sub("", address).removeprefix("00").removeprefix(NUMBERS)
        return _BY_DIGIT.get(after[:1])
    else:
        named = urlsplit(address).path.strip("/").partition("/")[0]
    return next((one for one in Behaviour if one == named.lower()), None)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
