"""Whoever teaches programmes: an academy, a court itself."""

from dataclasses import dataclass

from tarazy_hr.domain.court import Trilingual


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, for all courts."""

    code: str
    name: Trilingual
    contact: str = ""
    """An address of the house, or of its site; nobody's name."""
    active: bool = True
    """Whether new programmes may be theirs."""
