"""Publishing a decision: nothing leaves in which somebody on the case could be named, but what a person overruled."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline import papers, publications
from tarazy_hr.adapters.discipline.publications import Publication
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.app.discipline.conducting import Conducted, conduct
from tarazy_hr.domain.anonymity.leaks import Leak, leaks
from tarazy_hr.domain.court import Language
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.discipline.case import DisciplinaryCase, told_by
from tarazy_hr.domain.discipline.commands import Publish
from tarazy_hr.domain.discipline.facts import Decided, Overruled, OverrulingReason
from tarazy_hr.domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is to be published."""

    language: Language
    words: str
    overruled: Mapping[str, OverrulingReason]
    """Why something that was found tells of nobody, by what was found."""

    def says_why(self, leak: Leak) -> OverrulingReason | None:
        """Why a finding is none; None where nobody has said so."""
        return next((why for found, why in self.overruled.items() if found.casefold() == leak.found.casefold()), None)


@dataclass(frozen=True, slots=True)
class Told:
    """What tells of people, and was not overruled: nothing was published."""

    leaks: Sequence[Leak]


async def findings(connection: Connection, case: DisciplinaryCase, words: str) -> tuple[Leak, ...]:
    """What in a text could tell of anybody who is or was on a case, or complained."""
    people = case.on_it() | case.recused | {*case.initiators} | case.complainants
    authors = [one.paper.author for one in await papers.of_case(connection, case) if one.paper.author]
    return leaks(words, [*await publications.names_ever(connection, people), *authors])


async def publish(
    uow: UnitOfWork, court_id: str, case_id: UUID, draft: Draft, by: str, cause: Cause
) -> Conducted | Refusal | Told:
    """Publish the decision of a case, if nothing in the text tells of people."""
    entries, _ = await RECORD.read(uow.connection, case_id)
    case = told_by(entries)
    found = await findings(uow.connection, case, draft.words) if case is not None else ()
    overruled = {leak.found: (leak.kind, draft.says_why(leak)) for leak in found}
    left = [leak for leak in found if draft.says_why(leak) is None]
    if left:
        return Told(left)
    said = tuple(Overruled(kind, why) for kind, why in overruled.values() if why is not None)
    command = Publish(hashlib.sha256(draft.words.encode()).hexdigest(), said)
    done = await conduct(uow, court_id, case_id, command, by, cause)
    if isinstance(done, Refusal):
        return done
    proven = next(entry.fact.proven for entry in reversed(entries) if isinstance(entry.fact, Decided))
    await publications.add(uow.connection, case_id, _publication(uow, done.case, draft, proven), uow.now)
    return done


def _publication(uow: UnitOfWork, case: DisciplinaryCase, draft: Draft, proven: tuple[str, ...]) -> Publication:
    stands, grounds = case.stands, [case.rules.ground(code) for code in proven]
    if stands is None or case.ended_on is None:
        raise AssertionError("what is published is in force")
    return Publication(
        uuid7(uow.now),
        draft.language,
        draft.words,
        stands.name,
        tuple(ground.name for ground in grounds if ground is not None) if stands.violation else (),
        case.ended_on,
        day_of(uow.now, case.received.zone),
    )
