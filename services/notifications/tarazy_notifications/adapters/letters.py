"""The words of a notice: subject, plain text and HTML, from its story, in the recipient's language.

What a topic says stands in `texts/<language>/<topic>.jinja`; facts are laid out the same way for all topics. The
templates run in a sandbox, and a value that is missing is an error instead of a gap.
"""

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.domain.hearings import Promised, Sitting
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import AbsenceStory, AllocationStory, HearingStory, Story
from tarazy_notifications.domain.topics import CANCELLED, FAREWELLS, REMINDER, RESCHEDULED

LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")

_NAME = "\ue000"
"""Stands for the name in a letter to nobody. Nothing from outside holds it: `shown` takes private characters out."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words."""

    subject: str
    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: what it is, and its value in one or more lines."""

    label: str
    lines: Sequence[str]
    link: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What was so and is now otherwise."""

    label: str
    old: Sequence[str]
    new: Sequence[str]


def write(notice: Notice, story: Story, court: Court, *, has_entry: bool = True) -> Letter:
    """The words of one notice; the same input gives the same words.

    `has_entry`: whether a calendar part goes with them, where the topic has one.
    """
    # Whether the reader presides is a matter of this one reader, and nobody else of the case is told by this topic.
    nobody = notice if isinstance(story, AllocationStory) else notice.to_nobody()
    letter, name = _for_everybody(nobody, story, court, has_entry), shown(notice.name)
    return Letter(letter.subject, letter.plain.replace(_NAME, name), letter.html.replace(_NAME, html.escape(name)))


@lru_cache(maxsize=256)
def _for_everybody(notice: Notice, story: Story, court: Court, has_entry: bool) -> Letter:
    """The letter with a sign in place of the name: all who read one language get it, and laying it out takes long."""
    language = notice.language
    words = words_of(language)
    facts = _facts(notice, story, court, words)
    context = {"language": language, "labels": words["labels"], "has_entry": has_entry, **facts}
    context["greeting"] = words["labels"]["greeting"].replace("{name}", _NAME)
    context["court"] = named(court.names, language)
    parts = _topic_template(language, notice.topic)
    for part in ("subject", "opening", "closing"):
        context[part] = _block(parts, part, context)
    plain = _environment(False).get_template("letter.txt.jinja").render(context)
    page = _environment(True).get_template("letter.html.jinja").render(context)
    return Letter(context["subject"], plain.strip() + "\n", page + "\n")


def rows(notice: Notice, story: HearingStory, court: Court) -> list[Row]:
    """The facts of a hearing that every notice about it names."""
    words = words_of(notice.language)
    labels, zone, matter = words["labels"], court.zone, story.matter
    sittings = dates.in_order(story.sittings_for(notice.topic))
    judges, promised = story.judges_for(notice.topic), story.promised_for(notice.topic)
    # Where days are promised, time and room may still change, and nobody will be told of it.
    rooms = set() if promised else {_room(one) for one in sittings}
    when = [_when(one, zone, notice.language, with_room=len(rooms) > 1) for one in sittings]
    if promised:
        when = _days(promised, notice)
    found = [
        Row(labels["case"], [shown(matter.case_number) or labels["none"]]),
        Row(labels["hearing"], [hearing_type(matter.hearing_type, notice.language)]),
        Row(labels["when"], when),
        Row(labels["room"], sorted(rooms)) if len(rooms) == 1 else None,
        Row(labels["form"], [words["channels"].get(matter.channel, shown(matter.channel))]),
        Row(labels["video"], [shown(matter.video_url)], link=matter.video_url.startswith("https://"))
        if matter.video_url
        else None,
        Row(labels["access"], [labels["closed"]]) if matter.confidential else None,
        Row(labels["judges"], _bench(judges, story, notice, labels)) if judges else None,
        *_court_rows(court, sittings, notice.language),
    ]
    return [row for row in found if row is not None and row.lines]


def _bench(judges: Sequence[str], story: HearingStory, notice: Notice, labels: Mapping[str, str]) -> list[str]:
    """Who sits; and that one of them does so in this hearing alone, to whoever is to come."""
    names = ", ".join(shown(name) for name in judges)
    is_told = story.matter.substituted and notice.topic not in FAREWELLS
    return [names, labels["substitute"]] if is_told else [names]


def _days(promised: Promised, notice: Notice) -> list[str]:
    """The days, and to whoever is to come that the date is still to be told."""
    days = dates.days(promised.from_on, promised.to_on, notice.language)
    return [days] if notice.topic in FAREWELLS else [days, words_of(notice.language)["labels"]["date_to_come"]]


def changes(story: HearingStory, court: Court, language: Language) -> list[Change]:
    """What a move changed, old and new: times, rooms, judges."""
    labels, zone = words_of(language)["labels"], court.zone
    old, new = dates.in_order(story.previous), dates.in_order(story.sittings)
    were, are = story.previously_promised, story.promised

    def times(sittings: Sequence[Sitting], promised: Promised | None) -> list[str]:
        if promised:
            return [dates.days(promised.from_on, promised.to_on, language)]
        return [dates.sitting(one, zone, language) for one in sittings]

    # Of a room that was never told, or is not told yet, nobody knows that it is another.
    rooms = ([], []) if were or are else (list(dict.fromkeys(map(_room, old))), list(dict.fromkeys(map(_room, new))))
    pairs = [
        (labels["when"], times(old, were), times(new, are)),
        (labels["room"], *rooms),
        (labels["judges"], [shown(one) for one in story.previous_judges], [shown(one) for one in story.judges]),
    ]
    return [Change(label, was, now) for label, was, now in pairs if was and was != now]


def hearing_type(code: str, language: Language) -> str:
    """The name of a hearing type; a code that is the court's own stands for itself."""
    return str(words_of(language)["hearing_types"].get(code, shown(code) or words_of(language)["labels"]["none"]))


def named(names: Mapping[str, str] | None, language: Language) -> str:
    """A name in the language, else in whatever language there is one."""
    if not names:
        return ""
    return shown(names.get(language) or next(iter(names.values())))


@cache
def words_of(language: Language) -> dict[str, dict[str, str]]:
    """Labels and names of codes in a language."""
    text = files("tarazy_notifications").joinpath("texts", language, "words.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _facts(notice: Notice, story: Story, court: Court, words: dict[str, dict[str, str]]) -> dict[str, Any]:
    labels, language, zone = words["labels"], notice.language, court.zone
    match story:
        case HearingStory():
            named_sittings = dates.in_order(story.sittings_for(notice.topic))
            moved = changes(story, court, language) if notice.topic == RESCHEDULED else []
            facts = rows(notice, story, court)
            if story.reason and notice.topic in {RESCHEDULED, CANCELLED}:
                reason = words["reasons"].get(story.reason, shown(story.reason))
                facts.insert(0, Row(labels["reason"], [reason]))
            return {
                "case_number": shown(story.matter.case_number),
                "promised": story.promised_for(notice.topic) is not None,
                "first": _first(named_sittings, story.promised_for(notice.topic), zone, language),
                "rows": facts,
                "changes": moved,
                "to_be_listed": story.happening == "unlisted",
            }
        case AllocationStory():
            number = shown(story.case_number)
            return {
                "case_number": number,
                "presides": story.presiding == notice.recipient_id,
                "rows": [Row(labels["case"], [number]), *_court_rows(court, [], language)],
                "changes": [],
            }
        case AbsenceStory():
            ends = dates.day_and_clock(story.ends_at, zone, language)
            starts = dates.day_and_clock(story.starts_at, zone, language)
            kind = words["absence_kinds"].get(story.kind, shown(story.kind))
            return {
                "first": dates.short_day(story.starts_at, zone, language),
                "approved": story.approved,
                "rows": [
                    Row(labels["absence"], [kind]),
                    Row(labels["when"], [f"{starts} – {ends}"]),
                    *_court_rows(court, [], language),
                ],
                "changes": [],
            }


def _first(sittings: Sequence[Sitting], promised: Promised | None, zone: str, language: Language) -> str:
    if promised:
        return dates.days(promised.from_on, promised.to_on, language)
    return dates.day_and_clock(sittings[0].starts_at, zone, language) if sittings else ""


def _court_rows(court: Court, sittings: Sequence[Sitting], language: Language) -> list[Row]:
    labels = words_of(language)["labels"]
    places = list(dict.fromkeys(shown(one.address) for one in sittings if one.address))
    places = places or [place for place in (named(court.addresses, language),) if place]
    found = [Row(labels["court"], [named(court.names, language)]), Row(labels["address"], places)]
    if court.phone:
        found.append(Row(labels["phone"], [shown(court.phone)]))
    return [row for row in found if row.lines]


def _when(one: Sitting, zone: str, language: Language, *, with_room: bool) -> str:
    text = dates.sitting(one, zone, language)
    return f"{text}, {_room(one)}" if with_room else text


def _room(one: Sitting) -> str:
    return ", ".join(shown(part) for part in (one.room_name, one.building) if part)


def _block(template: Template, name: str, context: dict[str, Any]) -> str:
    return shown("".join(template.blocks[name](template.new_context(context))))


def _topic_template(language: Language, topic: str) -> Template:
    name = REMINDER if topic.startswith(REMINDER) else topic
    return _environment(False).get_template(f"{language}/{name}.jinja")


@cache
def _environment(escapes: bool) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=escapes,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def _source(name: str) -> str:
    return files("tarazy_notifications").joinpath("texts", *name.split("/")).read_text(encoding="utf-8")
