"""A programme of training: what it teaches, what it asks for, and what it ends with. Dated data."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal, wrong

MOST_MINUTES = 60_000
MOST_HOURS = 720
"""To accept a place."""


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a programme."""

    code: str
    name: Trilingual
    minutes: int
    """Of teaching."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A session is of the programme as it stood when the session was set."""

    code: str
    name: Trilingual
    provider: str
    modules: tuple[Module, ...]
    subjects: tuple[str, ...] = ()
    """What it teaches, in the codes in which evaluations ask for training."""
    roles: tuple[str, ...] = ()
    """For whom it is; empty: for everybody in post."""
    prerequisites: tuple[str, ...] = ()
    """Programmes that have to be completed before, and whose certificate has not expired."""
    attendance_percent: int = 80
    """Of the minutes that somebody has to be there for."""
    pass_mark: Decimal | None = None
    """Of 100, in the test at the end; None: there is no test."""
    valid_months: int | None = None
    """How long a certificate holds; None: for good."""
    warn_days: int = 60
    """From so many calendar days before its end on its holder is told."""
    accept_hours: int | None = None
    """Whoever moves up from the waiting list has so many hours to accept the place; None: it is theirs at once."""
    source: str = ""
    """Where it is laid down."""
    verified: bool = False
    """Whether somebody held it against the text in force."""

    @property
    def minutes(self) -> int:
        """Of teaching altogether."""
        return sum(module.minutes for module in self.modules)


def check(programme: Programme, others: Mapping[str, Programme]) -> Refusal | None:
    """Why nobody could go through this programme. `others`: the programmes that stand, by code."""
    return next(_faults(programme, others), None)


def _faults(programme: Programme, others: Mapping[str, Programme]) -> Iterator[Refusal]:
    if not programme.modules:
        yield wrong("modules", "none_given")
    for code, times in Counter(module.code for module in programme.modules).items():
        if times > 1:
            yield wrong("modules", "code_repeated", repeated=code)
    for place, module in enumerate(programme.modules):
        if not 0 < module.minutes <= MOST_MINUTES:
            yield wrong(f"modules[{place}].minutes", "amount_outside", least=1, most=MOST_MINUTES)
    if not 0 <= programme.attendance_percent <= 100:
        yield wrong("attendance_percent", "amount_outside", least=0, most=100)
    if programme.pass_mark is not None and not 0 < programme.pass_mark <= 100:
        yield wrong("pass_mark", "amount_outside", least=1, most=100)
    if programme.valid_months is not None and programme.valid_months < 1:
        yield wrong("valid_months", "amount_outside", least=1, most=1200)
    if programme.accept_hours is not None and not 1 <= programme.accept_hours <= MOST_HOURS:
        yield wrong("accept_hours", "amount_outside", least=1, most=MOST_HOURS)
    for place, code in enumerate(programme.prerequisites):
        if code == programme.code or programme.code in _asked_for(code, others):
            yield wrong(f"prerequisites[{place}]", "prerequisite_circular", programme=code)
        elif code not in others:
            yield wrong(f"prerequisites[{place}]", "unknown_programme", reference=code)


def _asked_for(code: str, programmes: Mapping[str, Programme]) -> set[str]:
    """All programmes that one asks for, directly or not."""
    found: set[str] = set()
    new = {code}
    while new:
        asked = {one for name in new if name in programmes for one in programmes[name].prerequisites}
        new = asked - found
        found |= asked
    return found
