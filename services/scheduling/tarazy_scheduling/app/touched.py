"""What the commands of a batch may touch: what has to be loaded before they are decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_scheduling.domain import commands
from tarazy_scheduling.domain.commands import Command
from tarazy_scheduling.domain.model.case import Party


@dataclass(slots=True)
class Touched:
    """Ids by kind, over all courts of the batch."""

    courts: set[str] = field(default_factory=set)
    cases: dict[UUID, str] = field(default_factory=dict)
    """Each with the court that its command names."""
    whole_cases: set[UUID] = field(default_factory=set)
    """Cases all of whose hearings matter, those of long ago too."""
    hearings: dict[UUID, str] = field(default_factory=dict)
    named: dict[str, set[UUID]] = field(default_factory=dict)
    """By court: people and parties that come into its cases or posts, or whose time elsewhere has changed."""
    everywhere: set[UUID] = field(default_factory=set)
    """People who are away or back in every court that knows them."""
    absences: set[UUID] = field(default_factory=set)
    unavailabilities: set[UUID] = field(default_factory=set)
    asked_about: set[UUID] = field(default_factory=set)
    """People and parties of whom it matters whether anybody knows them."""


def touched_by(asked: Iterable[tuple[str, Command]]) -> Touched:
    """What these commands, each with its court, may touch."""
    touched = Touched()
    for court_id, command in asked:
        touched.courts.add(court_id)
        _touch(touched, court_id, command)
    return touched


def _touch(touched: Touched, court_id: str, command: Command) -> None:
    match command:
        case commands.RequestHearing():
            _touch_request(touched, court_id, command)
        case commands.RegisterCase(case):
            touched.cases |= {one: court_id for one in case.related_case_ids if one not in touched.cases}
            touched.cases[case.case_id] = court_id
            _name(touched, court_id, case.parties)
        case commands.UpdateCase():
            touched.cases[command.case_id] = court_id
            touched.whole_cases.add(command.case_id)
            _name(touched, court_id, command.parties or ())
        case commands.CloseCase() | commands.GrantRecusal() | commands.DrawByHand() | commands.RecordRuling():
            touched.cases[command.case_id] = court_id
            touched.whole_cases.add(command.case_id)
        case commands.Reallocate(plan=plan):
            touched.cases.update((one.case_id, court_id) for one in plan.moving)
        case commands.ApplyPlan(moves=moves):
            touched.hearings.update((one.hearing_id, court_id) for one in moves)
        case commands.UndoPlan(moved):
            touched.hearings.update((one.move.hearing_id, court_id) for one in moved)
        case commands.DrawAtRound(case_ids, related_case_ids=related):
            touched.cases |= {one: court_id for one in related if one not in touched.cases}
            touched.cases.update(dict.fromkeys(case_ids, court_id))
        case commands.WithdrawHearing():
            touched.cases[command.case_id] = court_id
            touched.hearings[command.hearing_id] = court_id
        case (
            commands.PutByHand()
            | commands.SwapByHand()
            | commands.MergeByHand()
            | commands.FixByHand()
            | commands.VacateByHand()
            | commands.ExtendByHand()
            | commands.RestoreByHand()
        ):
            for seen in commands.seen_in(command):
                touched.cases[seen.case_id] = court_id
                touched.hearings[seen.hearing_id] = court_id
        case commands.ConcludeHearing():
            touched.cases[command.case_id] = court_id
            touched.hearings[command.hearing_id] = court_id
            if command.following:
                _touch_request(touched, court_id, command.following)
        case commands.DeclareUnavailability(unavailability):
            touched.unavailabilities.add(unavailability.unavailability_id)
            if unavailability.kind != "room":
                touched.asked_about.add(unavailability.resource_id)
            if unavailability.kind == "person":
                touched.everywhere.add(unavailability.resource_id)
        case commands.WithdrawUnavailability():
            touched.unavailabilities.add(command.unavailability_id)
        case commands.ApproveAbsence(absence) | commands.CancelAbsence(absence):
            touched.absences.add(absence.absence_id)
            touched.everywhere.add(absence.person_id)
        case commands.PlaceHold(hold):
            touched.named.setdefault(court_id, set()).update(hold.person_ids)
        case commands.FreePeople(resource_ids):
            touched.named.setdefault(court_id, set()).update(resource_ids)
        case commands.ChangePost(post):
            touched.named.setdefault(court_id, set()).add(post.person_id)
        case _:
            pass


def _touch_request(touched: Touched, court_id: str, command: commands.RequestHearing) -> None:
    touched.cases[command.case_id] = court_id
    touched.hearings[command.hearing_id] = court_id
    if command.request.linked_hearing_id:
        touched.hearings[command.request.linked_hearing_id] = court_id


def _name(touched: Touched, court_id: str, parties: Iterable[Party]) -> None:
    touched.named.setdefault(court_id, set()).update(party.resource_id for party in parties)
