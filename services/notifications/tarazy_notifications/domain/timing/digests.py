"""When digests leave, and what does not wait for one."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class DigestRules:
    """What a court rules about digests; each person may choose otherwise."""

    at: time = time(7, 0)
    """By the clocks where the reader lives."""
    urgent_days: int = 1
    """Word of a hearing on the present day or so many days after it leaves at once."""
    roles: frozenset[str] = frozenset()
    """Roles that get a digest unless they choose otherwise."""
