"""How somebody can be reached, and what an address has to look like for each channel."""

import re
from collections.abc import Callable
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import StringConstraints, model_validator

from tarazy_shared.contracts.event import Facts
from tarazy_shared.contracts.fields import wrong

# Invisible: white space, C0 and C1 controls, zero-width and direction marks, which make one address look like another.
_INVISIBLE = r"\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_ATOM = rf'[^{_INVISIBLE}@<>()\[\],;:\\".]'
_LABEL = rf'[^{_INVISIBLE}@<>()\[\],;:\\".!#$%&*+/=?^`{{|}}~\'_-]'
_MAILBOX = re.compile(
    rf"(?=[^@]{{1,64}}@){_ATOM}+(?:\.{_ATOM}+)*"
    rf"@(?=.{{1,253}}$){_LABEL}(?:(?:{_LABEL}|[-_]){{0,61}}{_LABEL})?"
    rf"(?:\.{_LABEL}(?:(?:{_LABEL}|[-_]){{0,61}}{_LABEL})?)*"
).fullmatch
_INVISIBLE_IN = re.compile(f"[{_INVISIBLE}]").search
_TELEPHONE = re.compile(r"\+?[0-9](?:[ ().-]{0,2}[0-9]){6,14}\)?", re.ASCII).fullmatch


def is_mailbox(address: str) -> bool:
    """One plausible mailbox: internationalised ones and reserved domains such as `.test` too; no display name."""
    return _MAILBOX(address) is not None


def is_telephone(address: str) -> bool:
    """Seven to fifteen digits, a plus in front or not, grouped as people write them."""
    return _TELEPHONE(address) is not None


def is_web_address(address: str) -> bool:
    """An absolute http or https URL with a host."""
    if _INVISIBLE_IN(address):
        return False
    try:
        url = urlsplit(address)
        return url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        return False


_FORM: dict[str, tuple[Callable[[str], bool], str]] = {
    "email": (is_mailbox, "Must be one mailbox, such as clerk@court.test"),
    "sms": (is_telephone, "Must be a telephone number, such as +77010000000"),
    "webhook": (is_web_address, "Must be an http or https URL with a host"),
}


class Contact(Facts):
    """One channel by which a person can be reached."""

    channel: Literal["email", "sms", "webhook"]
    address: Annotated[str, StringConstraints(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def _address_fits_channel(self) -> Self:
        fits, text = _FORM[self.channel]
        if not fits(self.address):
            raise wrong(text, "address")
        return self
