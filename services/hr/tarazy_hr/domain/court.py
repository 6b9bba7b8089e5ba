"""Courts: where people work and whose calendar counts."""

from dataclasses import dataclass
from typing import Literal

from tarazy_shared.country import COUNTRY_ZONE

Language = Literal["kk", "ru", "en"]
CourtLevel = Literal["district", "regional", "cassation", "supreme"]


@dataclass(frozen=True, slots=True)
class Trilingual:
    """One text in the three languages of the courts."""

    kk: str
    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class Court:
    """A court as it is described to everybody else."""

    court_id: str
    name: Trilingual
    zone: str = COUNTRY_ZONE
    language: Language = "kk"
    level: CourtLevel | None = None
    region: str | None = None
    address: Trilingual | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class CourtFact:
    """A court as it stood from one version to the next."""

    what: Literal["registered", "updated"]
    version: int
    court: Court


@dataclass(frozen=True, slots=True)
class RegisterCourt:
    """Make a court known, or say how it now stands."""

    court: Court


def register(known: CourtFact | None, command: RegisterCourt) -> tuple[CourtFact, ...]:
    """The first description registers the court, a different one updates it, the same one is nothing new."""
    if known is None:
        return (CourtFact("registered", 1, command.court),)
    if known.court == command.court:
        return ()
    return (CourtFact("updated", known.version + 1, command.court),)
