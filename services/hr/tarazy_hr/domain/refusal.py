"""What the domain answers when it says no."""

import dataclasses
from collections.abc import Mapping
from typing import Literal

Kind = Literal["unknown", "conflict", "wrong"]


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command is not carried out: the field it is about, a stable code, the particulars of the case.

    `kind` says what would help: `unknown` names something that is not recorded here, `conflict` disagrees
    with what stands, `wrong` can never be right. The words for people are made from `code` and `particulars`
    in the language of whoever asks.
    """

    field: str
    code: str
    kind: Kind = "wrong"
    particulars: Mapping[str, str] = dataclasses.field(default_factory=dict)


def unknown(name: str, code: str, reference: object) -> Refusal:
    """Refuse because `name` refers to something that is not recorded here."""
    return Refusal(name, code, "unknown", {"reference": str(reference)})


def conflict(name: str, code: str, **particulars: object) -> Refusal:
    """Refuse because the command disagrees with what stands."""
    return Refusal(name, code, "conflict", {key: str(value) for key, value in particulars.items()})


def wrong(name: str, code: str, **particulars: object) -> Refusal:
    """Refuse because the command contradicts itself or a rule that holds whatever stands."""
    return Refusal(name, code, "wrong", {key: str(value) for key, value in particulars.items()})
