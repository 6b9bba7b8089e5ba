"""Whatever becomes of a hearing, and whichever mails are overtaken: each person's calendar ends up with what stands."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_notifications.domain.hearings import Hearing, HearingChange, Matter, Placing, Promised, Sitting
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.stories import HearingStory, hearing_story
from tarazy_notifications.domain.telling import tell
from tarazy_notifications.domain.topics import FAREWELLS, INVITATIONS

from tests.unit.notifications import imip, itip, libical
from tests.unit.notifications.calendar_client import CalendarClient
from tests.unit.notifications.letters_of import mail
from tests.unit.notifications.people import (
    ANNA,
    BORIS,
    CLERK,
    COURT,
    JUDGE,
    PANEL,
    SAID,
    STAFF,
    STARTS,
    case,
    change,
    sitting,
)

DAY = timedelta(days=1)
WEEK = Promised(date(2026, 11, 30), date(2026, 12, 11))
CASE = case(ANNA, BORIS)
PEOPLE = {
    **{who.contacts[0].address: who.person_id for who in (JUDGE, PANEL, CLERK)},
    **{who.contacts[0].address: who.party_id for who in (ANNA, BORIS)},
}


@dataclass
class Leaving:
    """A notice in the queue, or out of it."""

    notice: Notice
    story: HearingStory
    has_left: bool = False


@dataclass
class World:
    """The court that tells, the queue in which newer notices overtake older ones, and everybody's mailbox."""

    known: Hearing | None = None
    version: int = 0
    queue: list[Leaving] = field(default_factory=list)
    told: list[Leaving] = field(default_factory=list)
    mailboxes: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def happens(self, happening: Any, placing: Placing | None) -> None:
        """One event about the hearing, a minute after the last."""
        self.version += 1
        at = SAID + self.version * timedelta(minutes=1)
        event: HearingChange = change(
            happening, self.version, placing=placing, at=at, matter=Matter("main", "2-15/2026")
        )
        if self.known is not None:
            waiting = [(one.notice.recipient_id, one.notice.topic in FAREWELLS) for one in self.queue]
            leaving = {who: None for who, leaves in waiting if leaves}
            untold = frozenset(who for who, leaves in waiting if not leaves)
            self.known = replace(self.known, leaving=leaving, untold=untold)
        told = tell(event, self.known, CASE, COURT, STAFF)
        self.known = told.hearing
        story = hearing_story(event, told.hearing, STAFF)
        found = [
            notice
            for telling in told.tellings
            for notice in notices(
                telling,
                court_id=COURT.court_id,
                subject_id=event.hearing_id,
                version=self.version,
                expires_at=told.expires_at,
                gateways=frozenset({"email"}),
            )
        ]
        self.queue = [Leaving(notice, story) for notice in found]
        self.told += self.queue

    def leave(self, addresses: Collection[str]) -> None:
        """The notices to these people are sent."""
        for one in [one for one in self.queue if one.notice.address in addresses]:
            content = mail(one.notice, one.story, may_hold=self._may_hold(one.notice)).content
            self.mailboxes[one.notice.address].append(content)
            one.has_left = True
            self.queue.remove(one)

    def _may_hold(self, notice: Notice) -> bool:
        """As the queue finds it out: what left last was an invitation, or nobody knows of any."""
        before = [
            one
            for one in self.told
            if one.notice.address == notice.address and one.notice.subject_version < notice.subject_version
        ]
        if not any(one.notice.topic in INVITATIONS for one in before):
            return True
        left = [one.notice.topic for one in before if one.has_left]
        return bool(left) and left[-1] in INVITATIONS


def sittings_of(days: Sequence[tuple[int, int, str]], first: int) -> tuple[Sitting, ...]:
    return tuple(
        sitting(STARTS + (first + place) * DAY + timedelta(minutes=late), 120 + late, room)
        for place, (_, late, room) in enumerate(days)
    )


DAYS = st.lists(
    st.tuples(st.just(0), st.sampled_from([0, 15]), st.sampled_from(["Room 5", "Зал № 7"])), min_size=1, max_size=3
)
PLACINGS = st.builds(
    lambda days, first, judge, attendees, promised: Placing(
        sittings_of(days, first),
        (judge.person_id,),
        CLERK.person_id,
        (),
        tuple(one.party_id for one in attendees),
        promised,
    ),
    DAYS,
    st.integers(0, 5),
    st.sampled_from([JUDGE, PANEL]),
    st.sampled_from([(ANNA, BORIS), (ANNA,), (BORIS,), ()]),
    st.sampled_from([None, None, WEEK]),
)
STEPS = st.lists(
    st.tuples(
        st.none() | PLACINGS, st.sampled_from(["unlisted", "cancelled"]), st.frozensets(st.sampled_from(sorted(PEOPLE)))
    ),
    min_size=1,
    max_size=6,
)


def wanted(placing: Placing | None, who: UUID) -> list[Any]:
    if placing is None or who not in {*placing.court_people, *placing.attendees}:
        return []
    if placing.promised:
        first, last = placing.promised.from_on, placing.promised.to_on + DAY
        return [(datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC), "")]
    zone = ZoneInfo(COURT.zone)
    return sorted((one.starts_at.astimezone(zone), one.ends_at, one.room_name) for one in placing.sittings)


@settings(max_examples=40)
@given(STEPS)
def test_each_calendar_ends_up_with_exactly_the_sittings_that_stand(
    steps: list[tuple[Placing | None, str, frozenset[str]]],
) -> None:
    world = World()
    for placing, off, leave_at_once in steps:
        stands = world.known is not None and world.known.placing is not None
        world.happens(("rescheduled" if stands else "scheduled") if placing else off, placing)
        world.leave(leave_at_once)
    world.leave(PEOPLE)
    for address, who in PEOPLE.items():
        client = CalendarClient(address)
        for content in _entries(world.mailboxes[address], address):
            client.take(content)
        assert client.strays == [], "never a CANCEL before its REQUEST"
        assert world.known is not None
        assert client.days() == wanted(world.known.placing, who)


def _entries(mails: Sequence[bytes], address: str) -> list[bytes]:
    """The calendar parts of one person's mails, each found right by both checkers and by libical."""
    found: list[bytes] = []
    held: bytes | None = None
    for content in mails:
        if b"text/calendar" not in content:
            continue
        assert imip.faults(content) == []
        entry, _ = imip.calendar_of(content)
        assert libical.errors(entry) == set()
        read = libical.classify(entry, held, address)
        if itip.parse(entry).text("METHOD") == "CANCEL":
            assert read == "CANCEL-EVENT"
            held = None
        else:
            assert read in ({"REQUEST-RESCHEDULE", "REQUEST-UPDATE"} if held else {"REQUEST-NEW"})
            held = entry
        found.append(entry)
    sequences = [int(itip.parse(entry).named("VEVENT")[0].text("SEQUENCE")) for entry in found]
    assert sequences == sorted(set(sequences)), "SEQUENCE never falls, nor stays"
    return found


def test_a_calendar_passes_over_what_is_older_or_for_somebody_else() -> None:
    world = World()
    for days in ([(0, 0, "Room 5")], [(0, 15, "Room 7")]):
        world.happens("scheduled", Placing(sittings_of(days, 0), (), None, (), (ANNA.party_id,)))
        world.leave(PEOPLE)
    first, second = (imip.calendar_of(content)[0] for content in world.mailboxes["anna@party.test"])
    anna, boris = CalendarClient("anna@party.test"), CalendarClient("boris@party.test")
    for content in (second, first):
        anna.take(content)
        boris.take(content)
    assert [place for _, _, place in anna.days()] == ["Room 7"]
    assert boris.days() == []
