"""From a row to the command that it stands for, completed by what is known: an absent column leaves things alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from tarazy_hr.app.staff_tables.known import Known, new_post_id, person_id
from tarazy_hr.app.staff_tables.row import TableRow
from tarazy_hr.domain.appointment import Appointment, AppointmentFact, Contact
from tarazy_hr.domain.authorisation import Authorisation, AuthorisePerson
from tarazy_hr.domain.court import Court, RegisterCourt, Trilingual
from tarazy_hr.domain.deciding import Command
from tarazy_hr.domain.post import Post, RegisterPost
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong
from tarazy_hr.domain.tenure import DescribePerson, EnterTenure

CHANNELS = ("email", "sms", "webhook")
_ONE = Decimal(1)


def command_of(row: TableRow, court_id: str, known: Known) -> Command | Refusal:
    """The command of a row about a court, of any table but that of people."""
    match row.table:
        case "courts":
            return _court(row.given, court_id, known)
        case "posts":
            return _post(row.given, court_id, known)
        case "appointments":
            return _tenure(row.given, court_id, known)
        case _:
            given = row.given
            who = person_id(court_id, given["person_id"])
            return AuthorisePerson(
                Authorisation(court_id, who, given["specialism"], given["from_on"], given.get("to_on"))
            )


def post_of(
    given: Mapping[str, Any], column: str, court_id: str, known: Known, *, may_be_new: bool = False
) -> UUID | Refusal:
    """The post that a row names, by its id or by its number in the court's staffing table."""
    if (post_id := given.get("post_id")) is not None:
        return UUID(int=post_id.int)
    if (number := given.get(column)) is None:
        return wrong(column, "cell_missing")
    found = known.posts_numbered(court_id, number)
    if len(found) > 1:
        return conflict(column, "post_ambiguous", number=number)
    if found:
        return found[0]
    return new_post_id(court_id, number) if may_be_new else unknown(column, "unknown_post", number)


def describing(given: Mapping[str, Any], court_id: str, who: UUID) -> DescribePerson:
    """What a row of the table of people says about somebody in a court."""
    return DescribePerson(court_id, who, given["name"], given.get("languages"), _contacts(given))


def _court(given: Mapping[str, Any], court_id: str, known: Known) -> Command | Refusal:
    stands = known.books[court_id].court
    before = stands.court if stands else None
    name = _trilingual(given, "name", before.name if before else None)
    if name is None:
        return wrong("name_kk", "name_incomplete")
    if isinstance(name, Refusal):
        return name
    address = _trilingual(given, "address", before.address if before else None)
    if isinstance(address, Refusal):
        return address
    court = replace(before or Court(court_id, name), name=name, address=address)
    plain = {each: given[each] for each in ("level", "region", "phone", "email") if each in given}
    plain |= {each: given[each] for each in ("zone", "language") if given.get(each) is not None}
    return RegisterCourt(replace(court, **plain))


def _trilingual(given: Mapping[str, Any], what: str, before: Trilingual | None) -> Trilingual | Refusal | None:
    """A text in three languages: as given, else as it stands. It is there in all of them or in none."""
    texts = {
        language: given.get(f"{what}_{language}", getattr(before, language, None)) for language in ("kk", "ru", "en")
    }
    if not any(texts.values()):
        return None
    missing = next((language for language, text in texts.items() if not text), None)
    return Trilingual(**texts) if missing is None else wrong(f"{what}_{missing}", "name_incomplete")


def _post(given: Mapping[str, Any], court_id: str, known: Known) -> Command | Refusal:
    post_id = post_of(given, "number", court_id, known, may_be_new=True)
    if isinstance(post_id, Refusal):
        return post_id
    stands = known.books[court_id].posts.get(post_id)
    post = stands.post if stands else Post(court_id, post_id)
    plain = {each: given[each] for each in ("number", "role", "from_on", "to_on", "speciality") if each in given}
    if given.get("share") is not None:
        plain["share"] = given["share"]
    if "exclusive" in given:
        plain["exclusive"] = given["exclusive"] or False
    return RegisterPost(replace(post, **plain))


def _tenure(given: Mapping[str, Any], court_id: str, known: Known) -> Command | Refusal:
    book, who = known.books[court_id], person_id(court_id, given["person_id"])
    tenures: Sequence[AppointmentFact] = book.person(who).tenures
    known_as = next((fact for fact in tenures if fact.appointment.from_on == given["from_on"]), None)
    same = known_as.appointment if known_as else None
    post_id: UUID | Refusal
    if same is not None and "post" not in given and "post_id" not in given:
        post_id = same.post_id
    else:
        post_id = post_of(given, "post", court_id, known)
    if isinstance(post_id, Refusal):
        return post_id
    listed = book.posts.get(post_id)
    role = given.get("role") or (listed.post.role if listed else None) or (same.role if same else None)
    if role is None:
        return wrong("role", "post_without_role")
    base = same or _like(tenures, known.described(court_id, who), given)
    if base is None:
        return unknown("person_id", "person_without_name", who)
    plain: dict[str, Any] = {each: given[each] for each in ("order_number", "working_pattern") if each in given}
    if "acting" in given:
        plain["acting"] = given["acting"] or False
    if given.get("full_time_share") is not None:
        plain["full_time_share"] = given["full_time_share"]
    plain["to_on"] = given.get("to_on", known_as.last_on if known_as else None)
    made = replace(base, court_id=court_id, person_id=who, post_id=post_id, role=role, from_on=given["from_on"])
    return EnterTenure(replace(made, **plain))


def _like(
    tenures: Sequence[AppointmentFact], described: Mapping[str, Any], given: Mapping[str, Any]
) -> Appointment | None:
    """Who the person of a new tenure is: as the file says, else as they were called last."""
    last = tenures[-1].appointment if tenures else None
    name = described.get("name") or given.get("name") or (last.name if last else None)
    if name is None:
        return None
    languages, contacts = described.get("languages"), _contacts(described)
    return Appointment(
        court_id="",
        person_id=UUID(int=0),
        post_id=UUID(int=0),
        role="",
        name=name,
        from_on=given["from_on"],
        languages=languages if languages is not None else last.languages if last else (),
        contacts=contacts if contacts is not None else last.contacts if last else (),
        full_time_share=_ONE,
    )


def _contacts(given: Mapping[str, Any]) -> tuple[Contact, ...] | None:
    """The channels that the file has columns for; None where it has none."""
    if not any(channel in given for channel in CHANNELS):
        return None
    return tuple(Contact(channel, given[channel]) for channel in CHANNELS if given.get(channel) is not None)
