"""A notice to look at: an invented one, or one about a real hearing to an invented person, in the court's own words."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.documents import read_story
from tarazy_notifications.adapters.previews import Preview, shown_as
from tarazy_notifications.adapters.rules.book import RuleBook
from tarazy_notifications.adapters.rules.summons_rules import SUMMONS
from tarazy_notifications.adapters.rules.text_rules import TEXTS
from tarazy_notifications.adapters.texts.samples import EVENTS, Sample, sample
from tarazy_notifications.adapters.texts.terms import Terms
from tarazy_notifications.domain.people import ChannelName, Court, Language, Role
from tarazy_notifications.domain.stories import HearingStory

_TOLD = """
SELECT court_id, version, story FROM subject_versions WHERE subject_id = $1 ORDER BY version DESC LIMIT 1
"""


def invented(event: str, channel: ChannelName, role: Role, language: Language, court: Court | None = None) -> Sample:
    """An invented notice, in the name of a court if one is given."""
    one = sample(event, channel, role, language)
    return replace(one, court=court, notice=one.notice._replace(court_id=court.court_id)) if court else one


async def about_hearing(connection: Connection, one: Sample, hearing_id: UUID) -> Sample | None:
    """The same notice about the newest version of a hearing.

    None if there is no such hearing, or the notice is about something else.
    """
    row = await connection.fetchrow(_TOLD, hearing_id)
    if row is None or not isinstance(one.story, HearingStory):
        return None
    story = read_story(row["story"])
    court = (await directory.courts(connection, {row["court_id"]})).get(row["court_id"])
    if court is None or not isinstance(story, HearingStory):
        return None
    notice = one.notice._replace(court_id=row["court_id"], subject_id=hearing_id, subject_version=row["version"])
    return replace(one, notice=notice, story=story, court=court.court)


def shown(one: Sample, book: RuleBook, day: date) -> Preview:
    """As it would be written on a day, by the rules of its court."""
    notice = one.notice
    return shown_as(
        one,
        Terms(
            book.of(TEXTS, notice.court_id, day).wording(notice.language),
            book.of(SUMMONS, notice.court_id, day).of(notice.topic, notice.role),
        ),
    )


def event_of(topic: str) -> str | None:
    """The first event of that name, or of that topic."""
    return topic if topic in EVENTS else next((name for name, event in EVENTS.items() if event.topic == topic), None)
