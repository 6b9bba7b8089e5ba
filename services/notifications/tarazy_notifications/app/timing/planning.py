"""What becomes of notices that were decided: each leaves at once, waits for the end of quiet hours, or is muted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.preferences import store as preferences
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.digest_rules import DIGESTS
from tarazy_notifications.adapters.rules.quiet_rules import QUIET_HOURS
from tarazy_notifications.adapters.rules.topic_rules import TOPICS
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.planning.digests import READERS, DigestRules
from tarazy_notifications.domain.planning.leaving import Limits, Quiet, leaving, may_be_muted
from tarazy_notifications.domain.preferences.choices import NOTHING_CHOSEN, Choices
from tarazy_notifications.domain.timing.quiet import QuietRules
from tarazy_notifications.domain.timing.topic_rules import TopicRule, TopicRules


class Told(NamedTuple):
    """A notice that was decided, and what brought it about."""

    notice: Notice
    cause: Cause
    starts_at: datetime | None = None
    """When the hearing that it is about begins, if it is about one."""
    by_this_channel: bool = False
    """Whether the channel is settled: it is sent in place of another, whatever its reader likes best."""


class Planned(NamedTuple):
    """A notice as it is queued."""

    notice: Notice
    cause: Cause
    due_at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a court rules today."""

    zone: ZoneInfo
    quiet: QuietRules
    topics: TopicRules
    digests: DigestRules
    _known: dict[tuple[str, str], TopicRule] = field(default_factory=dict)

    def topic(self, topic: str, role: str) -> TopicRule:
        """What holds for a topic and a role; a batch asks for the same few again and again."""
        found = self._known.get((topic, role))
        if found is None:
            found = self._known[topic, role] = self.topics.of(topic, role)
        return found


@dataclass(frozen=True, slots=True)
class Planning:
    """The rules and choices that a batch of notices is planned by."""

    now: datetime
    ruled: Mapping[str, Ruled]
    """By court."""
    chosen: Mapping[UUID, Choices]
    """Of those who have chosen anything."""
    book: RuleBook

    def plan(self, told: Told) -> Planned | None:
        """When the notice leaves, in the language that its reader wants; None if they do without it."""
        notice, ruled = told.notice, self.ruled[told.notice.court_id]
        rule = ruled.topic(notice.topic, notice.role)
        if not rule.mandatory:
            notice = notice._replace(optional=True)
        choices = self.chosen.get(notice.recipient_id)
        if choices is None:
            hours, choices = ruled.quiet.of(notice.channel), NOTHING_CHOSEN
        else:
            hours = choices.quiet_hours(notice.channel, ruled.quiet.of(notice.channel))
            notice = _in_chosen_language(notice, choices)
            notice = notice if told.by_this_channel else _by_chosen_channel(notice, choices)
        if not hours.ranges and not choices.muted:
            return Planned(notice, told.cause, self.now)
        if may_be_muted(choices, rule) and choices.mutes(notice.topic, notice.channel):
            return None
        zone = ZoneInfo(choices.zone) if choices.zone else ruled.zone
        limits = Limits(told.starts_at, notice.expires_at)
        found = leaving(notice.notice_id, self.now, Quiet(hours, zone, ruled.quiet.spread), rule, limits)
        return Planned(notice, told.cause, found.due_at, found.reason)

    def digest_readers(self, told: Sequence[Told]) -> set[UUID]:
        """Those of the readers who are told of changes once a day, and can be written to."""
        return {
            one.notice.recipient_id
            for one in told
            if one.notice.channel == "email"
            and not one.by_this_channel
            and one.notice.role in READERS
            and self.ruled[one.notice.court_id].digests.is_for(one.notice.role, self._chosen_by(one.notice))
        }

    def digest_at(self, told: Told) -> datetime | None:
        """When the digest that a change may wait for leaves; None for one that cannot wait."""
        notice, ruled = told.notice, self.ruled[told.notice.court_id]
        if told.starts_at is None or ruled.topic(notice.topic, notice.role).urgent:
            return None
        if ruled.digests.is_near(told.starts_at, self.now, ruled.zone):
            return None
        choices = self._chosen_by(notice)
        return ruled.digests.next_at(self.now, choices, ZoneInfo(choices.zone) if choices.zone else ruled.zone)

    def _chosen_by(self, notice: Notice) -> Choices:
        return self.chosen.get(notice.recipient_id, NOTHING_CHOSEN)


def _in_chosen_language(notice: Notice, choices: Choices) -> Notice:
    return notice._replace(language=choices.language) if choices.language else notice


def _by_chosen_channel(notice: Notice, choices: Choices) -> Notice:
    """In the inbox what others get by e-mail, where its reader wants that."""
    if not choices.inbox or notice.channel != "email" or notice.role not in READERS:
        return notice
    about = (notice.subject_id, notice.subject_version, notice.recipient_id)
    new_id = notice_id(*about, "inbox", notice.topic)
    return notice._replace(notice_id=new_id, channel="inbox", address=str(notice.recipient_id))


async def planning_for(connection: Connection, now: datetime, rules: Rules, told: Collection[Told]) -> Planning:
    """What notices to these people in these courts are planned by."""
    court_ids = {one.notice.court_id for one in told}
    book, courts = await rules.current(connection), await directory.courts(connection, court_ids)
    zones = {one: courts[one].court.zone if one in courts else COUNTRY_ZONE for one in court_ids}
    ruled = {one: _ruled(book, one, ZoneInfo(zone), now) for one, zone in zones.items()}
    chosen = await preferences.standing(connection, {one.notice.recipient_id for one in told})
    return Planning(now, ruled, chosen, book)


def _ruled(book: RuleBook, court_id: str, zone: ZoneInfo, now: datetime) -> Ruled:
    day = now.astimezone(zone).date()
    return Ruled(
        zone, book.of(QUIET_HOURS, court_id, day), book.of(TOPICS, court_id, day), book.of(DIGESTS, court_id, day)
    )


def plan(planning: Planning, told: Sequence[Told]) -> tuple[list[Planned], list[Notice]]:
    """What is queued, and what nobody gets because its reader does without it."""
    planned, muted = [], []
    for one in told:
        found = planning.plan(one)
        if found is None:
            muted.append(one.notice)
        else:
            planned.append(found)
    return planned, muted
