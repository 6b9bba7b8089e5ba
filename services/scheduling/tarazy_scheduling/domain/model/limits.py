"""Limits of the law as dated data, and what is ordered about the terms of one case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.terms import Unit

Limited = Literal["latest_day", "notice"]
"""What a rule says: until when a hearing has to sit, or how long before it people have to be told."""
Trigger = Literal["filed", "accepted", "preparation_ended", "custody_since", "custody_limit", "told"]
"""What a term runs from. `custody_limit` is the day that the case itself names, `told` the day of telling."""
RollOver = Literal["stays", "next_working_day"]
"""What becomes of a term that ends on a day off."""
Authority = Literal["judge", "court_chair", "higher_court"]
RulingKind = Literal["began", "suspended", "resumed", "extended", "withdrawn"]
Words = Mapping[str, str]
"""The same in `kk`, `ru` and `en`."""

ANY_BELOW = ".*"
"""`civil.*` stands for every code that begins with `civil.`."""


@dataclass(frozen=True, slots=True)
class Applies:
    """Which hearings a rule is about. What names nothing is about all."""

    categories: tuple[str, ...] = ()
    """Codes, or beginnings of codes such as `civil.*`."""
    hearing_types: tuple[str, ...] = ()
    instances: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    custody: bool | None = None
    """Whether somebody has to be in custody, or nobody."""


@dataclass(frozen=True, slots=True)
class Extension:
    """Who may make a term longer, and how much longer than it is without."""

    by: Authority
    amount: int | None = None
    """None: the law sets no most."""
    unit: Unit = "months"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the law says from a day on. Days count from the day after the trigger."""

    code: str
    limits: Limited
    amount: int
    unit: Unit
    trigger: Trigger
    name: Words
    """What it says."""
    act: Words | None = None
    article: str | None = None
    applies: Applies = Applies()
    instead_of: tuple[str, ...] = ()
    """Rules that do not count where this one applies: codes, or beginnings of codes such as `notice.*`."""
    suspendable: bool = False
    """Whether it stands still while the proceedings are suspended."""
    extension: Extension | None = None
    roll_over: RollOver = "stays"
    roll_over_source: str | None = None
    binding: bool = True
    """Whether hearings are held to it; one that is not is only computed and shown."""
    verified: bool = False
    """Whether somebody has compared it with the text of the law in force."""
    source: str | None = None
    """Where it was read."""
    valid_from: date = date.min
    valid_to: date | None = None
    """The last day; None while it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What was ordered or has happened about the terms of one case, as somebody has recorded it. It never changes."""

    ruling_id: UUID
    kind: RulingKind
    recorded_at: datetime
    recorded_by: UUID
    """Who answers for the record."""
    reason: str
    from_on: date | None = None
    """`suspended`: the first day that does not count; `resumed`: the first that does; `began`: the trigger's day."""
    until_on: date | None = None
    """`suspended`: the first day that counts again; `extended`: the last day of the longer term."""
    trigger: Trigger | None = None
    """Of `began`."""
    rule: str | None = None
    """Of `extended`."""
    authority: Authority | None = None
    """Of `extended`."""
    withdraws: UUID | None = None
    """Of `withdrawn`: the ruling that counts no more."""
