"""Notices with invented people and courts, to look at before anybody gets one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.domain.hearings import Happening, Matter, Sitting
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import AbsenceStory, AllocationStory, HearingStory, Story

Topic = Literal[
    "hearing_scheduled",
    "hearing_rescheduled",
    "hearing_cancelled",
    "hearing_uninvited",
    "hearing_reminder_1d",
    "case_allocated",
    "leave_decided",
]
TOPICS: tuple[Topic, ...] = get_args(Topic)

_SUBJECT = UUID("0192f0c4-5d00-7000-8000-000000000001")
_PERSON = UUID("0192f0c4-5d00-7000-8000-000000000002")
_AT = datetime(2026, 11, 16, 4, 30, tzinfo=UTC)
_SENDER = "notices@court.example"
_COURT = Court(
    "sample",
    {"kk": "Алматы қаласының үлгі соты", "ru": "Образцовый суд города Алматы", "en": "Sample Court of Almaty"},
    addresses={"kk": "Абай даңғылы, 1", "ru": "проспект Абая, 1", "en": "1 Abay Avenue"},
    phone="+7 727 000 00 00",
    email="registry@court.example",
)
_NAMES: dict[Language, str] = {"kk": "Айгүл Сәрсенова", "ru": "Ирина Петрова", "en": "Jane Carter"}
_JUDGES: dict[Language, tuple[str, str]] = {
    "kk": ("Ержан Оспанов", "Динара Ахметова"),
    "ru": ("Олег Ким", "Динара Ахметова"),
    "en": ("Daniyar Omarov", "Dinara Akhmetova"),
}
_ROOMS: dict[Language, str] = {"kk": "№ {} зал", "ru": "Зал № {}", "en": "Room {}"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One notice in all its parts."""

    topic: Topic
    language: Language
    subject: str
    plain: str
    html: str
    calendar: bytes | None
    mail: bytes


def sample(topic: Topic, language: Language) -> Sample:
    """A notice of this topic in this language."""
    version = 1 if topic in {"hearing_scheduled", "case_allocated", "leave_decided"} else 2
    notice = Notice(
        notice_id(_SUBJECT, version, _PERSON, "email", topic),
        _COURT.court_id,
        _SUBJECT,
        version,
        _PERSON,
        "email",
        topic,
        _NAMES[language],
        language,
        "reader@court.example",
        _AT + timedelta(days=30),
    )
    story = _story(topic, language)
    words = letters.write(notice, story, _COURT)
    builder = MailBuilder(_SENDER)
    entry = builder.entry(notice, story, _COURT)
    mail = builder.build(notice, story, _COURT, written_at=_AT)
    return Sample(
        topic, language, words.subject, words.plain, words.html, entry.content if entry else None, mail.content
    )


def every() -> list[Sample]:
    """All of them, topic by topic."""
    return [sample(topic, language) for topic in TOPICS for language in letters.LANGUAGES]


def _story(topic: Topic, language: Language) -> Story:
    if topic == "case_allocated":
        return AllocationStory(_AT, "7599-26-00-2/118", _PERSON)
    if topic == "leave_decided":
        starts = datetime(2026, 12, 6, 19, tzinfo=UTC)
        return AbsenceStory(_AT, "leave", starts, starts + timedelta(days=14), approved=True)
    old, new = _JUDGES[language]
    before: tuple[Sitting, ...] = (_sitting(datetime(2026, 12, 1, 5, tzinfo=UTC), 180, "4", language),)
    after: tuple[Sitting, ...] = (
        _sitting(datetime(2026, 12, 3, 5, tzinfo=UTC), 180, "7", language),
        _sitting(datetime(2026, 12, 3, 9, tzinfo=UTC), 60, "7", language),
    )
    happening: Happening = "rescheduled"
    reason: str | None = "judge_absent"
    if topic == "hearing_scheduled":
        happening, reason, before = "scheduled", None, ()
    if topic == "hearing_cancelled":
        happening, reason, after = "cancelled", "request_withdrawn", ()
    return HearingStory(
        happening,
        _AT,
        reason,
        after,
        before,
        (new,) if after else (),
        (old,) if before else (),
        Matter("main", "7599-26-00-2/118", "in_person"),
    )


def _sitting(starts_at: datetime, minutes: int, room: str, language: Language) -> Sitting:
    return Sitting(starts_at, starts_at + timedelta(minutes=minutes), _ROOMS[language].format(room))
