"""One court's working set: all that deciding needs, in memory, with a note of what has changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.country import COUNTRY_ZONE

from tarazy_scheduling.domain.facts import Fact, Told
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.limits.steps import LimitsAsked
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import Norm
from tarazy_scheduling.domain.model.drawing import Balance, DrawTerms, LedgerHead
from tarazy_scheduling.domain.model.escalating import Escalation
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.model.listing_rules import RuleBook
from tarazy_scheduling.domain.model.means import (
    Absence,
    Authorisation,
    Engagement,
    Interest,
    Post,
    Room,
    Suspension,
    Unavailability,
)
from tarazy_scheduling.domain.model.questions import InterestQuestion, Pair
from tarazy_scheduling.domain.working_set.changes import Changes
from tarazy_scheduling.domain.working_set.declared import Declared
from tarazy_scheduling.domain.working_set.diaries import Diaries
from tarazy_scheduling.domain.working_set.filings import Filings
from tarazy_scheduling.domain.working_set.presence import Presence
from tarazy_scheduling.domain.working_set.sessions import Sessions
from tarazy_scheduling.domain.working_set.slots import Grid

Need = UUID | str
"""What something waits for: a person, party, room or hearing; or `rooms`, `clerks`, `interpreters`, `calendar`; or
what is laid down: `codes`, `limits`."""
NOTHING_YET = Balance()


@dataclass
class Court:
    """A court as loaded, changed in place by decisions. A batch that is rolled back throws it away.

    Load what a batch can touch: all rooms, posts, and what is dated and not over; all open cases; all hearings that
    are listed, held and not past, or unlisted; engagements elsewhere of everybody who crosses courts.
    Call `open` once everything is in.
    """

    court_id: str
    terms: DrawTerms
    beacon_clock: BeaconClock | None = None
    """Of the beacon that draws wait for; without one they wait for nothing."""
    version: int = 0
    """0: not registered yet."""
    zone: str = COUNTRY_ZONE
    language: str = "kk"
    level: str | None = None
    calendar: Calendar = field(default_factory=Calendar)
    catalogue: Catalogue = field(default_factory=Catalogue)
    listing_rules: RuleBook = field(default_factory=RuleBook)
    limit_rules: LimitRules = field(default_factory=LimitRules)
    """About the limits of hearings."""
    norms: dict[tuple[str, str, bool, date], Norm] = field(default_factory=dict)
    """By `Norm.key`."""
    rooms: dict[UUID, Room] = field(default_factory=dict)
    posts: dict[UUID, Post] = field(default_factory=dict)
    authorisations: dict[tuple[UUID, str, date], Authorisation] = field(default_factory=dict)
    absences: dict[UUID, Absence] = field(default_factory=dict)
    suspensions: dict[UUID, tuple[Suspension, ...]] = field(default_factory=dict)
    interests: dict[UUID, Interest] = field(default_factory=dict)
    questions: dict[Pair, InterestQuestion] = field(default_factory=dict)
    unavailabilities: dict[UUID, Unavailability] = field(default_factory=dict)
    holds: dict[UUID, Hold] = field(default_factory=dict)
    sessions: Sessions = field(default_factory=Sessions)
    engagements: dict[UUID, tuple[Engagement, ...]] = field(default_factory=dict)
    """By person: bookings in other courts."""
    cases: dict[UUID, Case] = field(default_factory=dict)
    hearings: dict[UUID, Hearing] = field(default_factory=dict)
    escalations: dict[UUID, Escalation] = field(default_factory=dict)
    """By hearing: those that are not over."""
    balances: dict[UUID, Balance] = field(default_factory=dict)
    ledger: LedgerHead = field(default_factory=LedgerHead)
    known_parties: set[UUID] = field(default_factory=set)
    """party_ids of cases that are not loaded; those of loaded ones are added."""
    known_people: set[UUID] = field(default_factory=set)
    """person_ids of other courts' posts and of cases that are not loaded."""

    changes: Changes = field(default_factory=Changes, init=False)
    grid: Grid = field(init=False)
    presence: Presence = field(init=False)
    diaries: Diaries = field(init=False)
    hearings_of_case: dict[UUID, dict[UUID, None]] = field(default_factory=dict, init=False)
    unlisted: dict[UUID, None] = field(default_factory=dict, init=False)
    unlisted_panels: dict[UUID, None] = field(default_factory=dict, init=False)
    """Of the unlisted ones those that three judges are to sit in."""
    unallocated: dict[UUID, None] = field(default_factory=dict, init=False)
    freed: set[Need] = field(default_factory=set, init=False)
    """What became free since unlisted hearings were last tried again."""
    filings: Filings = field(default_factory=Filings, init=False)
    declared: Declared = field(default_factory=Declared, init=False)
    touched: set[UUID] = field(default_factory=set, init=False)
    """Hearings of which it was not looked at since whether they may miss their limit."""
    moved: set[UUID] = field(default_factory=set, init=False)
    """Hearings that others are linked to and that have lost their place, be it for another."""
    limits_asked: LimitsAsked | None = field(default=None, init=False, compare=False)
    """The limits that were computed last."""
    _linked_to: dict[UUID, dict[UUID, None]] = field(default_factory=dict, init=False)
    _absences_of: dict[UUID, dict[UUID, Absence]] = field(default_factory=dict, init=False)
    _in_role: dict[str, tuple[Post, ...]] = field(default_factory=dict, init=False)
    _speaking: dict[str, tuple[Post, ...]] = field(default_factory=dict, init=False)
    _with_features: dict[frozenset[str], tuple[Room, ...]] = field(default_factory=dict, init=False)
    searches: int = field(default=0, init=False)
    """How often the present decision has looked for hearings that give way."""
    _cause: str = field(default="", init=False)

    def open(self) -> "Court":
        """Enter all that was loaded into the diaries."""
        self.grid = Grid(self.calendar, self.zone)
        for absence in self.absences.values():
            self._absences_of.setdefault(absence.person_id, {})[absence.absence_id] = absence
        self.presence = Presence(
            self.grid, self.posts, self.rooms, self._absences_of, self.unavailabilities, self.suspensions
        )
        self.diaries = Diaries(self.grid, self.presence, self.listing_rules, self.rooms)
        self.declared = Declared()
        for interest in self.interests.values():
            self.declared.put(interest, None)
        for case in self.cases.values():
            self._index_case(case)
        for hearing in self.hearings.values():
            self._index_hearing(hearing)
            self._enter(hearing)
        for engagements in self.engagements.values():
            for engagement in engagements:
                self.diaries.engage(engagement)
        for hold in self.holds.values():
            if hold.state == "held":
                self.diaries.hold(hold)
        return self

    def tell(self, fact: Fact) -> None:
        """Note a fact under the cause of the present decision."""
        self.changes.told.append(Told(self._cause, fact))

    def begin(self, cause: str) -> int:
        """A decision begins: returns where its facts start."""
        self._cause = cause
        self.searches = 0
        return len(self.changes.told)

    @property
    def cause(self) -> str:
        """The id of the event or order that is being decided."""
        return self._cause

    def take_changes(self) -> Changes:
        """What is to be stored and told; from here on the count is empty again."""
        taken, self.changes = self.changes, Changes()
        return taken

    def today(self, now: datetime) -> date:
        """The court's day."""
        return self.grid.today(now)

    def put_case(self, case: Case) -> None:
        """Keep a case as it now stands."""
        before = self.cases.get(case.case_id)
        if case.awaits != (before.awaits if before else None):
            self.changes.awaiting[case.case_id] = None
        self.cases[case.case_id] = case
        self.changes.cases.add(case.case_id)
        self.touched.update(self.hearings_of_case.get(case.case_id, ()))
        self._index_case(case)

    def put_hearing(self, hearing: Hearing) -> None:
        """Keep a hearing as it now stands, its time in everybody's diary included."""
        before = self.hearings.get(hearing.hearing_id)
        if before and before.placing is not hearing.placing:
            self._take_out(before)
        if before and before.request.linked_hearing_id:
            self._linked_to[before.request.linked_hearing_id].pop(before.hearing_id, None)
        self.hearings[hearing.hearing_id] = hearing
        self.changes.hearings.add(hearing.hearing_id)
        self.touched.add(hearing.hearing_id)
        self._index_hearing(hearing)
        if before is None or before.placing is not hearing.placing:
            self._enter(hearing)
            if self.linked_to(hearing.hearing_id):
                self.freed.add(hearing.hearing_id)

    def put_hold(self, hold: Hold) -> None:
        """Keep a hold as it now stands, its time in everybody's diary included."""
        before = self.holds.get(hold.hold_id)
        if before and before.state == "held":
            self.diaries.drop(before)
            self.freed.update(before.person_ids, ("rooms", "clerks", "interpreters"))
        self.holds[hold.hold_id] = hold
        self.changes.holds[hold.hold_id] = self._cause
        if hold.state == "held":
            self.diaries.hold(hold)

    def linked_to(self, hearing_id: UUID) -> Collection[UUID]:
        """The hearings that are linked to one."""
        return self._linked_to.get(hearing_id, {})

    def put_absence(self, absence: Absence) -> None:
        """Keep an absence as it now stands; it may have been somebody else's before."""
        known = self.absences.get(absence.absence_id, absence)
        self._absences_of.get(known.person_id, {}).pop(known.absence_id, None)
        self.absences[absence.absence_id] = absence
        self.changes.absences.add(absence.absence_id)
        self._absences_of.setdefault(absence.person_id, {})[absence.absence_id] = absence

    def absences_of(self, person_id: UUID) -> Collection[Absence]:
        """Somebody's absences, cancelled ones as well."""
        return self._absences_of.get(person_id, {}).values()

    def put_interest(self, interest: Interest) -> None:
        """Keep an interest as it now stands; it may have been somebody else's before."""
        self.declared.put(interest, self.interests.get(interest.interest_id))
        self.interests[interest.interest_id] = interest
        self.changes.interests.add(interest.interest_id)

    def ask(self, question: InterestQuestion) -> None:
        """Ask a person, unless the same was asked before."""
        if question.pair not in self.questions:
            self.put_question(question)

    def put_question(self, question: InterestQuestion) -> None:
        """Keep a question as it now stands."""
        self.questions[question.pair] = question
        self.changes.questions.add(question.pair)

    def put_escalation(self, escalation: Escalation) -> None:
        """Keep that a hearing may miss its limit, or that it no longer may."""
        if escalation.ended_at:
            self.escalations.pop(escalation.hearing_id, None)
        else:
            self.escalations[escalation.hearing_id] = escalation
        self.changes.escalations[escalation.hearing_id, escalation.since] = escalation

    def balance_of(self, person_id: UUID) -> Balance:
        """What a judge got and what a fair share was."""
        return self.balances.get(person_id, NOTHING_YET)

    def put_balance(self, person_id: UUID, balance: Balance) -> None:
        """Keep what a judge got and what a fair share was."""
        self.balances[person_id] = balance
        self.changes.balances.add(person_id)

    def replace_engagements(self, resource_ids: Iterable[UUID], engagements: Iterable[Engagement]) -> None:
        """Take over what other courts have booked now for people who cross courts."""
        for resource_id in resource_ids:
            for old in self.engagements.pop(resource_id, ()):
                self.diaries.disengage(old)
        for engagement in engagements:
            kept = self.engagements.get(engagement.resource_id, ())
            self.engagements[engagement.resource_id] = (*kept, engagement)
            self.diaries.engage(engagement)

    def change_calendar(self, calendar: Calendar, zone: str) -> None:
        """Read all diaries anew over another calendar."""
        self.calendar, self.zone = calendar, zone
        self.open()

    def put_post(self, post: Post) -> None:
        """Keep somebody in post as it now stands."""
        self.posts[post.person_id] = post
        self.changes.posts.add(post.person_id)
        self._in_role.clear()
        self._speaking.clear()

    def in_role(self, role: str) -> tuple[Post, ...]:
        """Everybody who is, was or will be in post in a role."""
        posts = self._in_role.get(role)
        if posts is None:
            posts = self._in_role[role] = tuple(post for post in self.posts.values() if post.role == role)
        return posts

    def speaking(self, language: str) -> tuple[Post, ...]:
        """Interpreters for a language."""
        posts = self._speaking.get(language)
        if posts is None:
            of_all = self.in_role("interpreter")
            posts = self._speaking[language] = tuple(post for post in of_all if language in post.languages)
        return posts

    def put_room(self, room: Room) -> None:
        """Keep a room as it now stands."""
        self.rooms[room.room_id] = room
        self.changes.rooms.add(room.room_id)
        self._with_features.clear()
        self.reconsider(room.room_id)

    def rooms_with(self, features: frozenset[str]) -> tuple[Room, ...]:
        """Rooms that have all the features, those with the fewest others first: the rare ones are kept free."""
        rooms = self._with_features.get(features)
        if rooms is None:
            fitting = [room for room in self.rooms.values() if features <= room.features]
            fitting.sort(key=lambda room: (len(room.features), room.name, room.room_id))
            rooms = self._with_features[features] = tuple(fitting)
        return rooms

    def reconsider(self, resource_id: UUID) -> None:
        """Somebody's absences or post have changed."""
        self.diaries.reconsider(resource_id)

    def _index_case(self, case: Case) -> None:
        for party in case.parties:
            self.known_parties.add(party.party_id)
            if party.person_id:
                self.known_people.add(party.person_id)
        if case.judge_id is None and case.closed_at is None:
            self.unallocated[case.case_id] = None
        else:
            self.unallocated.pop(case.case_id, None)

    def _index_hearing(self, hearing: Hearing) -> None:
        self.hearings_of_case.setdefault(hearing.case_id, {})[hearing.hearing_id] = None
        if hearing.request.linked_hearing_id:
            self._linked_to.setdefault(hearing.request.linked_hearing_id, {})[hearing.hearing_id] = None
        waiting = (self.unlisted, hearing.state == "unlisted"), (self.unlisted_panels, hearing.request.judges > 1)
        for index, belongs in waiting:
            if belongs and hearing.state == "unlisted":
                index[hearing.hearing_id] = None
            else:
                index.pop(hearing.hearing_id, None)

    def _enter(self, hearing: Hearing) -> None:
        if hearing.placing:
            self.diaries.book(hearing.hearing_id, hearing.placing)

    def _take_out(self, hearing: Hearing) -> None:
        placing = hearing.placing
        if placing is None:
            return
        self.diaries.release(hearing.hearing_id, placing)
        if self.linked_to(hearing.hearing_id):
            self.moved.add(hearing.hearing_id)
        self.freed.update(placing.judges, placing.attending, ("rooms",))
        self.freed.update(("clerks",) if placing.clerk else (), ("interpreters",) if placing.interpreters else ())
