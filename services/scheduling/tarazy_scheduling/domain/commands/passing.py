"""What nobody asks for: time passes, and people become free elsewhere."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FreePeople:
    """Somebody who crosses courts became free in another one: what waits for them is tried again."""

    resource_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class PassTime:
    """Do what the clock alone brings about: windows and posts that ended, codes that begin, judges who are back."""
