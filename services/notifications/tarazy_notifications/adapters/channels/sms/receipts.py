"""Receipts: what became of a text message after the centre had taken it over."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Fate = Literal["delivered", "bounced"]

_BY_WORD: Mapping[str, Fate] = {
    "DELIVRD": "delivered",
    "EXPIRED": "bounced",
    "DELETED": "bounced",
    "UNDELIV": "bounced",
    "REJECTD": "bounced",
}
_BY_NUMBER: Mapping[int, Fate] = {2: "delivered", 3: "bounced", 4: "bounced", 5: "bounced", 8: "bounced"}
"""`message_state` (SMPP 3.4, 5.2.28)."""
_WORDS = {2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 8: "REJECTD"}
_ID = re.compile(r"\bid:\s*([\x21-\x7e]{1,65})", re.IGNORECASE | re.ASCII)
_STATE = re.compile(r"\bstat:\s*([A-Z]{1,8})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The end that a message came to."""

    reference: str
    """What the centre called the message when it took it."""
    fate: Fate
    code: str
    """Why, such as `sms_undeliv`."""


Take = Callable[[Receipt], Awaitable[None]]
"""Keeps a receipt; raises where it cannot be kept now, so that it comes again."""


def read_receipt(text: str, message_id: str | None, state: int | None) -> Receipt | None:
    """A receipt as centres write it: fields of the protocol where it has them, else the words of SMPP 3.4, appendix B.

    None for what is no end yet, or nothing that can be read.
    """
    told_id, told_state = _ID.search(text), _STATE.search(text)
    reference = message_id or (told_id[1] if told_id else None)
    word = _WORDS.get(state) if state is not None else (told_state[1].upper() if told_state else None)
    fate = _BY_NUMBER.get(state) if state is not None else _BY_WORD.get(word or "")
    return Receipt(reference, fate, f"sms_{(word or '').lower()}") if reference and fate else None
