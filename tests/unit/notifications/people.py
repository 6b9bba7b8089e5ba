"""A court, a case and its people, as the domain tests use them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tarazy_notifications.domain.hearings import HearingChange, Matter, Placing, Sitting
from tarazy_notifications.domain.people import Case, Contact, Court, Party, StaffMember

STARTS = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
SAID = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)


def number(value: int) -> UUID:
    return UUID(int=value)


def email(address: str) -> tuple[Contact, ...]:
    return (Contact("email", address),)


JUDGE, PANEL, CLERK, INTERPRETER = (
    StaffMember(number(place), name, email(f"{name.lower()}@court.test"))
    for place, name in enumerate(("Judge", "Panel", "Clerk", "Interpreter"), start=1)
)
STAFF = {member.person_id: member for member in (JUDGE, PANEL, CLERK, INTERPRETER)}
COURT = Court(
    "almaty-1",
    {"kk": "№1 сот", "ru": "Суд № 1", "en": "Court No. 1"},
    language="kk",
    addresses={"kk": "Абай даңғылы, 1", "ru": "проспект Абая, 1", "en": "1 Abay Avenue"},
    phone="+7 727 000 00 00",
    email="registry@court.test",
)
ANNA = Party(number(11), "Anna", contacts=email("anna@party.test"))
BORIS = Party(number(12), "Boris", language="ru", contacts=email("boris@party.test"))


def case(*parties: Party, former: tuple[Party, ...] = (), **fields: Any) -> Case:
    data: dict[str, Any] = {"number": "2-15/2026", "language": None} | fields
    return Case(number(100), "almaty-1", parties=parties or (ANNA, BORIS), former=former, **data)


def sitting(starts_at: datetime = STARTS, minutes: int = 120, room: str = "Room 5", **fields: Any) -> Sitting:
    return Sitting(starts_at, starts_at + timedelta(minutes=minutes), room, **fields)


def placing(*attendees: Party, starts_at: datetime = STARTS, **fields: Any) -> Placing:
    data: dict[str, Any] = {
        "sittings": (sitting(starts_at),),
        "judges": (JUDGE.person_id,),
        "clerk": CLERK.person_id,
        "interpreters": (),
    } | fields
    return Placing(attendees=tuple(one.party_id for one in attendees or (ANNA, BORIS)), **data)


def change(happening: Any, version: int = 1, **fields: Any) -> HearingChange:
    data: dict[str, Any] = {"at": SAID, "matter": Matter("main", "2-15/2026")} | fields
    return HearingChange(number(200), number(100), "almaty-1", version, happening, **data)
