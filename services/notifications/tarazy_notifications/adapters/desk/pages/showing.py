"""How notices, hearings and what has happened are put into words, for all templates of the desk."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.words import Words

from tarazy_notifications.adapters.desk import words
from tarazy_notifications.adapters.desk.following import KnownHearing
from tarazy_notifications.adapters.desk.front import Visit
from tarazy_notifications.adapters.desk.words import STATES, TOLD
from tarazy_notifications.adapters.texts.words import hearing_type
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.desk.standing import Followed, Told
from tarazy_notifications.domain.desk.tasks import TaskKind, TaskNote
from tarazy_notifications.domain.desk.timeline import Answered, ByHand, Entry, Happened, Tone, VersionTold
from tarazy_notifications.domain.hearings import Placing
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Role
from tarazy_notifications.domain.stories import (
    AlertStory,
    AllocationStory,
    DigestStory,
    HearingStory,
    MatterStory,
    SurveyStory,
)

HAPPENINGS = {
    "scheduled": message("Listed for %(when)s (version %(version)s)"),
    "rescheduled": message("Moved to %(when)s (version %(version)s)"),
    "cancelled": message("Cancelled (version %(version)s)"),
    "unlisted": message("No longer listed (version %(version)s)"),
    "recorded": message("The outcome is recorded (version %(version)s)"),
}
URGENT_DAYS = 2
"""What is due within so many days is to be looked at."""
ANSWERS = {
    "accepted": message("The calendar answered: comes"),
    "declined": message("The calendar answered: does not come"),
    "tentative": message("The calendar answered: perhaps"),
}


def context(visit: Visit, notes: Sequence[TaskNote] = (), names: Mapping[UUID, str] | None = None) -> dict[str, Any]:
    """What the templates ask for words; `notes` of clerks, and what people are called, where either is shown."""
    showing = Showing(visit, notes, names or {})
    return {"say": showing, "base": f"/courts/{visit.court.court_id}/desk/notices"}


class Showing:
    """Words for one visit."""

    def __init__(self, visit: Visit, notes: Sequence[TaskNote] = (), names: Mapping[UUID, str] | None = None) -> None:
        self._visit = visit
        self._notes = {note.code: note.names[visit.reader.language] for note in notes}
        self._names = names or {}
        self._words: Words = visit.words

    def channel(self, code: str) -> str:
        """By what it is sent."""
        return words.channel(self._words, code)

    def topic(self, code: str) -> str:
        """What it is about."""
        return words.topic(self._words, code)

    def role(self, notice: Notice) -> str:
        """What its reader has to do with the matter."""
        return self.role_called(notice.role)

    def role_called(self, role: Role) -> str:
        """What somebody has to do with a matter."""
        return self._words.gettext(words.ROLES[role])

    def told(self, code: Told) -> tuple[str, Tone]:
        """How somebody stands, and how urgent that is."""
        name, tone = TOLD[code]
        return self._words.gettext(name), tone

    def kind_of_task(self, code: TaskKind) -> str:
        """Why somebody has to be told by hand."""
        return self._words.gettext(words.KINDS_OF_TASKS[code])

    def reason(self, code: str | None) -> str:
        """Why a notice is in its state."""
        return words.reason(self._words, code)

    def due(self, left: int | None) -> tuple[str, Tone]:
        """How many days of the court are left."""
        match left:
            case None:
                return self._words.gettext(message("Too late")), "bad"
            case 0:
                return self._words.gettext(message("Due today")), "bad"
        said = self._words.ngettext("%(n)s day left", "%(n)s days left", left)
        return said, "warn" if left <= URGENT_DAYS else ""

    def state(self, state: State, reason: str | None = None) -> str:
        """A state, and why."""
        why = words.reason(self._words, reason)
        ended = state is State.SUPERSEDED and reason in words.ENDED_BY
        name = self._words.gettext(words.ENDED if ended else STATES[state])
        return f"{name} ({why})" if why else name

    def done(self, one: Followed) -> str:
        """What was done by one channel, in a line: `E-mail: has come back (the mailbox is full)`."""
        by, in_digest = self.channel(one.notice.channel), self._words.gettext(message("in a digest"))
        by = f"{by}, {in_digest}" if one.in_digest else by
        return f"{by}: {self.state(one.state, one.reason)}"

    def hearing(self, hearing: KnownHearing) -> str:
        """When a hearing takes place, or what has become of it."""
        if hearing.placing is None:
            return self._words.gettext("not listed")
        when = self.placing(hearing.placing)
        return when if hearing.stands else f"{when} ({self._words.gettext('does not take place')})"

    def placing(self, placing: Placing) -> str:
        """When it begins, or the days that people are told."""
        reader = self._visit.reader
        if placing.promised is not None:
            return f"{reader.day(placing.promised.from_on)} – {reader.day(placing.promised.to_on)}"
        return reader.instant(placing.starts_at)

    def kind(self, hearing: KnownHearing) -> str:
        """Of what type it is."""
        return hearing_type(hearing.matter.hearing_type, self._visit.reader.language)

    def entry(self, entry: Entry, *, named: bool = False) -> str:
        """What has happened, in a sentence; `named` says to whom."""
        match entry:
            case VersionTold():
                return self._version(entry)
            case Answered():
                return self._words.gettext(ANSWERS[entry.answer])
            case ByHand():
                name = self._notes.get(entry.note_code, entry.note_code)
                who = f"{self._names.get(entry.recipient_id, '')}. " if named else ""
                return who + self._words.gettext(message("By hand: %(note)s"), note=name)
            case Happened(notice=notice, step=step):
                what = self.state(step.state, step.reason)
                if step.attempt > 0 and step.state is State.QUEUED:
                    tried = self._words.gettext("attempt %(n)s did not succeed", n=step.attempt)
                    why = words.reason(self._words, step.reason)
                    what = f"{tried} ({why})" if why else tried
                if entry.after is not None:
                    since = message("%(what)s, in place of: %(channel)s")
                    what = self._words.gettext(since, what=what, channel=self.channel(entry.after))
                who = f"{notice.name}. " if named else ""
                return f"{who}{self.channel(notice.channel)}, {self.topic(notice.topic)}: {what}"

    def _version(self, entry: VersionTold) -> str:
        story, reader = entry.story, self._visit.reader
        match story:
            case HearingStory():
                sittings = [one.starts_at for one in story.sittings]
                when = reader.instant(min(sittings)) if sittings else ""
                if story.promised is not None:
                    when = f"{reader.day(story.promised.from_on)} – {reader.day(story.promised.to_on)}"
                said = HAPPENINGS[story.happening]
                return self._words.gettext(said, when=when, version=entry.version)
            case AllocationStory():
                return self._words.gettext("Case %(number)s went to a judge", number=story.case_number)
            case AlertStory():
                return self._words.gettext("Alerts: %(firing)s fire", firing=story.firing)
            case MatterStory():
                return self._words.gettext(words.PROCESSES[story.process])
            case DigestStory():
                return self._words.gettext("A digest of changes was written")
            case SurveyStory():
                return self._words.gettext(message("Asked to answer a survey"))
        return self._words.gettext(message("Leave is granted") if story.approved else message("Leave is cancelled"))
