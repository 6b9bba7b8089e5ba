"""Invented notices: every event in every role, to look at, to compare with what was approved, and to try texts on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tarazy_notifications.domain.hearings import Matter, Promised, Sitting
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.people import ChannelName, Court, Language, Role
from tarazy_notifications.domain.stories import (
    AbsenceStory,
    AlertLine,
    AlertStory,
    AllocationStory,
    DigestChange,
    DigestSitting,
    DigestStory,
    HearingStory,
    MatterStory,
    Process,
    Story,
    SurveyStory,
)

SUBJECT = UUID("0192f0c4-5d00-7000-8000-000000000001")
PERSON = UUID("0192f0c4-5d00-7000-8000-000000000002")
ANOTHER = UUID("0192f0c4-5d00-7000-8000-000000000003")
AT = datetime(2026, 11, 16, 4, 30, tzinfo=UTC)
COURT = Court(
    "sample",
    {"kk": "Алматы қаласының үлгі соты", "ru": "Образцовый суд города Алматы", "en": "Sample Court of Almaty"},
    addresses={"kk": "Абай даңғылы, 1", "ru": "проспект Абая, 1", "en": "1 Abay Avenue"},
    phone="+7 727 000 00 00",
    email="registry@court.example",
)
_NAMES: dict[Language, str] = {"kk": "Айгүл Сәрсенова", "ru": "Ирина Петрова", "en": "Jane Carter"}
_CLIENTS: dict[Language, str] = {"kk": "Марат Әлиев", "ru": "Марат Алиев", "en": "Marat Aliyev"}
_JUDGES: dict[Language, tuple[str, str]] = {
    "kk": ("Ержан Оспанов", "Динара Ахметова"),
    "ru": ("Олег Ким", "Динара Ахметова"),
    "en": ("Daniyar Omarov", "Dinara Akhmetova"),
}
_ROOMS: dict[Language, str] = {"kk": "№ {} зал", "ru": "Зал № {}", "en": "Room {}"}
_ADDRESSES: Mapping[ChannelName, str] = {
    "email": "reader@court.example",
    "sms": "+77010000000",
    "webhook": "https://reader.example/hook",
}


class Event(NamedTuple):
    """Something of which people are told."""

    topic: str
    roles: tuple[Role, ...]
    story: Callable[[Language], Story]
    version: int = 1
    is_represented: bool = False
    """Whether the reader is told for the last time, since others are told in their place."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One notice with all that its words need."""

    event: str
    notice: Notice
    story: Story
    court: Court


def sample(event: str, channel: ChannelName, role: Role, language: Language) -> Sample:
    """A notice of one event in one role."""
    what = EVENTS[event]
    notice = Notice(
        notice_id(SUBJECT, what.version, PERSON, channel, what.topic),
        COURT.court_id,
        SUBJECT,
        what.version,
        PERSON,
        channel,
        what.topic,
        _NAMES[language],
        language,
        _ADDRESSES.get(channel, str(PERSON)),
        AT + timedelta(days=30),
        role,
        {"party": "defendant", "representative": "representative"}.get(role, ""),
        _CLIENTS[language] if role == "representative" or what.is_represented else "",
    )
    return Sample(event, notice, what.story(language), COURT)


def _scheduled(language: Language) -> HearingStory:
    return replace(_moved(language), happening="scheduled", reason=None, previous=(), previous_judges=())


def _by_video(language: Language) -> HearingStory:
    matter = Matter(
        "main", "7599-26-00-2/118", "video", "https://video.court.example/7599", True, interpreter_languages=("uz",)
    )
    one = _sitting(datetime(2026, 12, 3, 5, tzinfo=UTC), 60, "7", language)
    return replace(_scheduled(language), sittings=(one,), matter=matter)


def _promised(language: Language) -> HearingStory:
    return replace(_scheduled(language), promised=Promised(date(2026, 12, 1), date(2026, 12, 4)))


def _moved(language: Language) -> HearingStory:
    old, new = _JUDGES[language]
    return HearingStory(
        "rescheduled",
        AT,
        "judge_absent",
        (
            _sitting(datetime(2026, 12, 3, 5, tzinfo=UTC), 180, "7", language),
            _sitting(datetime(2026, 12, 3, 9, tzinfo=UTC), 60, "7", language),
            _sitting(datetime(2026, 12, 4, 5, tzinfo=UTC), 120, "7", language),
        ),
        (_sitting(datetime(2026, 12, 1, 5, tzinfo=UTC), 180, "4", language),),
        (new,),
        (old,),
        Matter("main", "7599-26-00-2/118", "in_person", interpreter_languages=("uz",)),
    )


def _unchanged(language: Language) -> HearingStory:
    story = _scheduled(language)
    return replace(
        story,
        happening="rescheduled",
        reason="request_changed",
        previous=story.sittings,
        previous_judges=story.judges,
    )


def _cancelled(language: Language) -> HearingStory:
    story = _moved(language)
    return replace(story, happening="cancelled", reason="request_withdrawn", sittings=(), judges=())


def _unlisted(language: Language) -> HearingStory:
    return replace(_cancelled(language), happening="unlisted", reason="no_judge")


def _drawn(_: Language) -> AllocationStory:
    return AllocationStory(AT, "7599-26-00-2/118", PERSON)


def _on_panel(_: Language) -> AllocationStory:
    return AllocationStory(AT, "7599-26-00-2/118", ANOTHER)


def _digest(language: Language) -> DigestStory:
    moved = _moved(language)
    one, two, *_ = moved.sittings
    changes = (
        DigestChange("hearing_rescheduled", "7599-26-00-2/118", "main", moved.sittings, moved.previous),
        DigestChange("hearing_scheduled", "7599-26-00-2/204", "first", (one,)),
        DigestChange("hearing_cancelled", "7599-26-00-2/77", "judgment", (), (two,)),
        DigestChange("hearing_uninvited", "7599-26-00-2/80", "main", (), moved.previous),
    )
    today = _sitting(datetime(2026, 11, 16, 5, tzinfo=UTC), 60, "7", language)
    return DigestStory(AT, changes, (DigestSitting("7599-26-00-2/15", "continued", today),))


def _leave(_: Language) -> AbsenceStory:
    starts = datetime(2026, 12, 6, 19, tzinfo=UTC)
    return AbsenceStory(AT, "leave", starts, starts + timedelta(days=14), approved=True)


def _leave_cancelled(language: Language) -> AbsenceStory:
    return replace(_leave(language), approved=False)


def _alerts(_: Language) -> AlertStory:
    late = AlertLine(
        "NoticesLate",
        True,
        "The oldest notice has waited for 12m",
        "People are told late. Nothing is lost.",
        "deploy/prometheus/runbooks/notices-late.md",
        AT,
        None,
    )
    return AlertStory(AT, "page", 2, 1, (late, replace(late, name="ServiceDown", firing=False, ends_at=AT)))


def _alerts_over(language: Language) -> AlertStory:
    story = _alerts(language)
    return replace(story, firing=0, resolved=1, alerts=story.alerts[1:])


def _matter(process: Process, code: str, *, due: bool = False, meets: bool = False) -> Callable[[Language], Story]:
    starts_at = datetime(2026, 12, 7, 4, tzinfo=UTC) if meets else None
    ends_at = starts_at + timedelta(hours=9) if starts_at else None
    due_on = date(2026, 12, 11) if due else None
    return lambda _: MatterStory(AT, process, code, due_on, starts_at, ends_at)


_ETHICS: tuple[tuple[Language, str], ...] = (
    ("kk", "Судья әдебі"),
    ("ru", "Судейская этика"),
    ("en", "Judicial ethics"),
)


def _course(**said: Any) -> Callable[[Language], Story]:
    starts_at = datetime(2026, 12, 7, 4, tzinfo=UTC)
    known: dict[str, Any] = {"names": _ETHICS, "venue": "305"} | said
    if "due_on" not in known:
        known |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=9)}
    return lambda _: MatterStory(AT, "training", "judicial-ethics", **known)


def _survey(_: Language) -> SurveyStory:
    return SurveyStory(AT, date(2026, 12, 11))


def _sitting(starts_at: datetime, minutes: int, room: str, language: Language) -> Sitting:
    return Sitting(starts_at, starts_at + timedelta(minutes=minutes), _ROOMS[language].format(room))


IN_HEARINGS: tuple[Role, ...] = ("party", "representative", "judge", "clerk", "interpreter")

EVENTS: Mapping[str, Event] = {
    "hearing_scheduled": Event("hearing_scheduled", IN_HEARINGS, _scheduled),
    "hearing_scheduled_by_video": Event("hearing_scheduled", IN_HEARINGS, _by_video),
    "hearing_scheduled_within_days": Event("hearing_scheduled", IN_HEARINGS, _promised),
    "hearing_rescheduled": Event("hearing_rescheduled", IN_HEARINGS, _moved, 2),
    "hearing_rescheduled_in_place": Event("hearing_rescheduled", IN_HEARINGS, _unchanged, 2),
    "hearing_cancelled": Event("hearing_cancelled", IN_HEARINGS, _cancelled, 2),
    "hearing_unlisted": Event("hearing_cancelled", IN_HEARINGS, _unlisted, 2),
    "hearing_uninvited": Event("hearing_uninvited", IN_HEARINGS, _moved, 2),
    "hearing_told_to_representative": Event("hearing_uninvited", ("party",), _moved, 2, is_represented=True),
    "hearing_reminder_1d": Event("hearing_reminder_1d", IN_HEARINGS, _scheduled),
    "hearing_digest": Event("hearing_digest", ("judge", "clerk", "interpreter"), _digest),
    "case_allocated": Event("case_allocated", ("judge",), _drawn),
    "case_allocated_to_panel": Event("case_allocated", ("judge",), _on_panel),
    "leave_decided": Event("leave_decided", ("staff",), _leave),
    "leave_cancelled": Event("leave_decided", ("staff",), _leave_cancelled),
    "operator_alert": Event("operator_alert", ("operator",), _alerts),
    "operator_alert_over": Event("operator_alert", ("operator",), _alerts_over),
    "training_place_given": Event("training_place_given", ("staff",), _course()),
    "training_place_of_who_waited": Event(
        "training_place_given", ("staff",), _course(online=True, venue="https://learn.court.example/12", waited=True)
    ),
    "training_session_changed": Event(
        "training_session_changed", ("staff",), _course(changed=("times", "venue", "trainers")), 2
    ),
    "training_place_withdrawn": Event("training_place_withdrawn", ("staff",), _course(reason="session_cancelled"), 2),
    "training_place_awaited": Event("training_place_awaited", ("staff",), _course(turn=2)),
    "training_wait_changed": Event("training_place_awaited", ("staff",), _course(turn=1, changed=("times",)), 2),
    "training_place_offered": Event(
        "training_place_offered", ("staff",), _course(answer_by=datetime(2026, 11, 18, 4, 30, tzinfo=UTC)), 2
    ),
    "training_wait_ended": Event("training_wait_ended", ("staff",), _course(reason="session_cancelled"), 2),
    "training_certificate_near": Event(
        "training_certificate_near", ("staff",), _course(due_on=date(2026, 12, 11), venue="")
    ),
    "evaluation_started": Event("evaluation_started", ("staff",), _matter("evaluation", "periodic", due=True)),
    "evaluation_reply_awaited": Event(
        "evaluation_reply_awaited", ("staff",), _matter("evaluation", "periodic", due=True)
    ),
    "evaluation_reply_near": Event("evaluation_reply_near", ("staff",), _matter("evaluation", "periodic", due=True)),
    "evaluation_decided": Event("evaluation_decided", ("staff",), _matter("evaluation", "", due=True)),
    "evaluation_begun": Event("evaluation_started", ("staff",), _matter("evaluation", "first_year")),
    "evaluation_appeal_decided": Event("evaluation_appeal_decided", ("staff",), _matter("evaluation", "returned")),
    "evaluation_part_given": Event("evaluation_part_given", ("staff",), _matter("evaluation", "panel_member")),
    "evaluation_part_of_appeal": Event(
        "evaluation_part_given", ("staff",), _matter("evaluation", "appeal_member", due=True)
    ),
    "evaluation_part_ended": Event("evaluation_part_ended", ("staff",), _matter("evaluation", "panel_member"), 2),
    "evaluation_decision_awaited": Event(
        "evaluation_decision_awaited", ("staff",), _matter("evaluation", "panel_member", due=True), 2
    ),
    "evaluation_appeal_near": Event("evaluation_appeal_near", ("staff",), _matter("evaluation", "", due=True)),
    "discipline_reply_awaited": Event("discipline_reply_awaited", ("staff",), _matter("discipline", "", due=True)),
    "discipline_reply_near": Event("discipline_reply_near", ("staff",), _matter("discipline", "", due=True)),
    "discipline_hearing_set": Event("discipline_hearing_set", ("staff",), _matter("discipline", "", meets=True)),
    "discipline_hearing_called_off": Event(
        "discipline_hearing_called_off", ("staff",), _matter("discipline", "", meets=True), 2
    ),
    "discipline_appealed": Event("discipline_appealed", ("staff",), _matter("discipline", "")),
    "discipline_part_given": Event("discipline_part_given", ("staff",), _matter("discipline", "panel_member")),
    "discipline_part_ended": Event("discipline_part_ended", ("staff",), _matter("discipline", "panel_member"), 2),
    "discipline_sitting_set": Event("discipline_sitting_set", ("staff",), _matter("discipline", "", meets=True)),
    "discipline_sitting_called_off": Event(
        "discipline_sitting_called_off", ("staff",), _matter("discipline", "", meets=True), 2
    ),
    "discipline_complaint_answered": Event(
        "discipline_complaint_answered", ("staff",), _matter("discipline", "complaint_admitted")
    ),
    "discipline_decided": Event("discipline_decided", ("staff",), _matter("discipline", "remark", due=True)),
    "discipline_appeal_near": Event("discipline_appeal_near", ("staff",), _matter("discipline", "", due=True)),
    "vacancy_announced": Event("vacancy_announced", ("staff",), _matter("vacancy", "applications", due=True)),
    "vacancy_stage": Event("vacancy_stage", ("staff",), _matter("vacancy", "interview", due=True)),
    "survey_invited": Event("survey_invited", ("staff", "party", "representative"), _survey),
    "survey_reminded": Event("survey_reminded", ("staff", "party", "representative"), _survey),
}
"""Everything of which people are told, by a name of its own."""
