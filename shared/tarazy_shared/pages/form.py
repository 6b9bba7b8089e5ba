"""A form as it comes back: what was typed, and what is wrong with it, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Form:
    """Given to the field parts; an empty one for a form not yet sent."""

    typed: Mapping[str, str] = field(default_factory=dict)
    """Values by field name, shown again as they were typed."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """Why a field was not taken, in the reader's language; in the order of the fields."""

    def value(self, name: str, otherwise: object = "") -> object:
        """What was typed in a field, or what stands in it at first."""
        return self.typed.get(name, otherwise)
