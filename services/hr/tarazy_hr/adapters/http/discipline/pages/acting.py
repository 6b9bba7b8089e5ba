"""Acts: what can be done about a case now, each a form on a page of its own, for whoever has that part in it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline import papers
from tarazy_hr.adapters.discipline.papers import Paper, PaperKind
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.asking import note_down
from tarazy_hr.adapters.http.discipline.pages.showing import Subject
from tarazy_hr.adapters.http.front.questions import About, Question
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.discipline.conducting import Conducted, conduct
from tarazy_hr.domain.discipline.case import OVER, DisciplinaryCase
from tarazy_hr.domain.discipline.commands import Command
from tarazy_hr.domain.refusal import Refusal

Part = Literal["office", "initiator", "member", "judge", "side", "anybody"]
"""Whose act it is: the secretary's, or that of somebody on the case; `side` is the judge or the initiator."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that is asked for, with its answers by the names of the questions."""

    desk: Desk
    visit: Visit
    subject: Subject
    beacon: BeaconClock | None
    """What panels are drawn by."""
    answers: Mapping[str, Any]

    @property
    def case(self) -> DisciplinaryCase:
        """What it is about."""
        return self.subject.case

    @property
    def by(self) -> UUID:
        """Who speaks; nobody at all is in no panel."""
        return self.visit.who.person_id or UUID(int=0)


Make = Callable[[Asked], Command | Refusal | None]
"""What the answers ask for; None for acts that put a paper into the file and do nothing else."""
Prepare = Callable[[Asked], Awaitable[About]]
Carry = Callable[[Asked, UnitOfWork, Cause], Awaitable[Conducted | Refusal]]
"""What is done in the transaction of an act."""


async def _nothing(asked: Asked) -> About:
    return About()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do about a case. Texts are `message(…)`s."""

    leaf: str
    permission: str
    part: Part
    title: str
    button: str
    fits: Callable[[DisciplinaryCase], bool]
    """Whether the case stands where it can be done; the decision itself is the domain's."""
    make: Make
    questions: tuple[Question, ...] = ()
    prepare: Prepare = _nothing
    follows: str = ""
    is_grave: bool = False
    called: Mapping[str, str] = field(default_factory=dict)
    """Fields of refusals by the question that they are about, where their names differ."""
    paper: tuple[PaperKind, str] | None = None
    """As what the words go into the file, with the title."""
    while_paused: bool = False
    does: Carry | None = None
    """Instead of the command, where that needs more than the record of the case."""
    afterwards: bool = False
    """Whether it can be done once the case is over."""

    def is_open(self, case: DisciplinaryCase) -> bool:
        """Whether it can be done as the case stands."""
        if case.phase in OVER and not self.afterwards:
            return False
        return (case.paused_since is None or self.while_paused) and self.fits(case)

    def is_for(self, visit: Visit, case: DisciplinaryCase) -> bool:
        """Whether it is the part of whoever visits."""
        who, judge = visit.who.person_id, case.received.judge
        if self.part == "office":
            return visit.front.door.rights.may(visit.who, self.permission, visit.court.court_id, judge)
        if self.part == "anybody":
            return True
        people: Mapping[Part, set[UUID | None]] = {
            "initiator": {case.initiator},
            "member": {*case.panels.get(case.instance, ())},
            "judge": {judge},
            "side": {judge, case.initiator},
        }
        return who is not None and who in people[self.part] and visit.may(self.permission)


class LeavingNothing(Exception):
    """A refusal that leaves the transaction, so that nothing of the act is written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


async def carry(act: Act, asked: Asked, command: Command | None) -> Refusal | None:
    """Carry an act out in one transaction, noted in the audit trail."""
    request, court_id, case_id = asked.visit.request, asked.visit.court.court_id, asked.case.received.case_id

    async def do(uow: UnitOfWork, cause: Cause) -> None:
        by = asker(request).by
        added = _papers(act, asked, uow)
        if act.does is not None:
            done = await act.does(asked, uow, cause)
        elif command is not None:
            done = await conduct(uow, court_id, case_id, command, by, cause, beacon=asked.beacon, with_papers=added)
        else:
            for paper in added:
                await papers.add(uow.connection, case_id, paper, by, uow.now)
            return
        if isinstance(done, Refusal):
            raise LeavingNothing(done)
        note_down(request, done)

    try:
        await asked.desk.within(request, do)
    except LeavingNothing as left:
        return left.refusal
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)
    return None


def _papers(act: Act, asked: Asked, uow: UnitOfWork) -> list[Paper]:
    said = asked.answers
    if act.paper is not None:
        kind, title = act.paper
        return [Paper(uuid7(uow.now), kind, None, title, said["words"], None)] if said["words"] else []
    if act.leaf == "paper":
        return [Paper(uuid7(uow.now), said["kind"], None, said["title"], said["words"], said["sha256"])]
    return []
