"""What a receiver is posted: the notice in words, and the facts of the hearing for its program.

It names nobody but the addressee, whose system it is, in the words that a mail would have had.
"""

import json
from typing import Any

from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.short import Entry, entry
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.domain.hearings import Sitting
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory, Story

SIZE_LIMIT = 20_000
"""Bytes: receivers need not take more (Standard Webhooks 1.0.0)."""


def body(notice: Notice, story: Story, court: Court, terms: Terms = PLAIN) -> bytes:
    """The same notice gives the same bytes, whenever it is tried. Words that do not fit are left out, not cut."""
    return posted(notice, story, words_of(notice, story, court, terms))


def words_of(notice: Notice, story: Story, court: Court, terms: Terms = PLAIN) -> Entry:
    """The words that are in it."""
    return entry(notice, story, court, channel="webhook", terms=terms)


def posted(notice: Notice, story: Story, words: Entry) -> bytes:
    """What is posted with these words."""
    data: dict[str, Any] = {
        "notice_id": str(notice.notice_id),
        "court_id": notice.court_id,
        "subject_id": str(notice.subject_id),
        "subject_version": notice.subject_version,
        "recipient_id": str(notice.recipient_id),
        "role": notice.role,
        "language": notice.language,
        "title": words.title,
        "text": words.body,
    }
    if isinstance(story, HearingStory):
        data["hearing"] = _hearing(notice, story)
    written = _written(notice, story, data)
    return written if len(written) <= SIZE_LIMIT else _written(notice, story, data | {"text": None})


def _hearing(notice: Notice, story: HearingStory) -> dict[str, Any]:
    """Where days alone are promised nothing closer is told."""
    matter, promised = story.matter, story.promised_for(notice.topic)
    return {
        "stands": bool(story.sittings),
        "case_number": shown(matter.case_number),
        "hearing_type": shown(matter.hearing_type),
        "channel": shown(matter.channel),
        "video_url": shown(matter.video_url) if matter.video_url else None,
        "closed": matter.confidential,
        "days": {"from_on": promised.from_on.isoformat(), "to_on": promised.to_on.isoformat()} if promised else None,
        "sittings": [] if promised else [_sitting(one) for one in story.sittings_for(notice.topic)],
    }


def _sitting(one: Sitting) -> dict[str, Any]:
    return {
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "room": shown(one.room_name),
        "building": shown(one.building) if one.building else None,
        "address": shown(one.address) if one.address else None,
    }


def _written(notice: Notice, story: Story, data: dict[str, Any]) -> bytes:
    document = {"type": notice.topic, "timestamp": story.at.isoformat(), "data": data}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
