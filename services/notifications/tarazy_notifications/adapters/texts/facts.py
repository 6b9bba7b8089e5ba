"""What a notice names, laid out in one reader's language: rows of facts, what changed, values for the sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.words import hearing_type, language_name, named, words_of
from tarazy_notifications.domain.hearings import Promised, Sitting
from tarazy_notifications.domain.people import Court, Language
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
from tarazy_notifications.domain.texts.summons import Item, Said
from tarazy_notifications.domain.topics import CANCELLED, FAREWELLS, RESCHEDULED

Value = str | int | bool

ANSWER_AT = "\ue003"
"""Stands for the address at which one person answers, which no words that are kept may hold."""


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


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a notice of one topic in one language can say, whoever reads it."""

    values: Mapping[str, Value]
    """For the sentences, by name."""
    rows: Sequence[Row]
    court_rows: Sequence[Row]
    """Where the court is and how to reach it: its own people know."""
    changes: Sequence[Change] = ()
    said: Said = field(default_factory=dict)
    """The words by which one sees that something is there that a summons has to say."""
    said_short: Said = field(default_factory=dict)
    """The same in a text message, which has no room for all of it."""


def facts(topic: str, story: Story, court: Court, language: Language) -> Facts:
    """The facts of one story, with everything from outside made fit to be shown."""
    match story:
        case HearingStory():
            return _hearing(topic, story, court, language)
        case AllocationStory():
            labels, number = words_of(language)["labels"], shown(story.case_number)
            return Facts({"case_number": number}, [Row(labels["case"], [number])], _court_rows(court, [], language))
        case AbsenceStory():
            return _absence(story, court, language)
        case AlertStory():
            return _alerts(story, court, language)
        case MatterStory():
            return _matter(story, court, language)
        case DigestStory():
            return _digest(story, court, language)
        case SurveyStory():
            return _survey(story, court, language)


@lru_cache(maxsize=256)
def hearing_rows(topic: str, story: HearingStory, court: Court, language: Language) -> tuple[Row, ...]:
    """What every notice about a hearing names of it, the court apart. A letter and its calendar entry name the same."""
    words = words_of(language)
    labels, zone, matter = words["labels"], court.zone, story.matter
    sittings = dates.in_order(story.sittings_for(topic))
    judges, promised = story.judges_for(topic), story.promised_for(topic)
    rooms = _rooms(sittings, promised)
    form = Row(labels["form"], [words["channels"].get(matter.channel, shown(matter.channel))])
    found = [
        Row(labels["case"], [shown(matter.case_number) or labels["none"]]),
        Row(labels["hearing"], [hearing_type(matter.hearing_type, language)]),
        Row(labels["when"], _times(topic, sittings, promised, zone, language)),
        Row(labels["room"], rooms) if len(rooms) == 1 else None,
        form,
        Row(labels["video"], [shown(matter.video_url)], link=matter.video_url.startswith("https://"))
        if matter.video_url
        else None,
        Row(labels["access"], [labels["closed"]]) if matter.confidential else None,
        Row(labels["judges"], _bench(topic, judges, story, labels)) if judges else None,
    ]
    return tuple(row for row in found if row is not None and row.lines)


def entry_rows(topic: str, story: HearingStory, court: Court, language: Language) -> list[Row]:
    """What a calendar entry says of it: the hearing and the court, whoever reads it."""
    sittings = dates.in_order(story.sittings_for(topic))
    return [*hearing_rows(topic, story, court, language), *_court_rows(court, sittings, language)]


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


def _hearing(topic: str, story: HearingStory, court: Court, language: Language) -> Facts:
    words, zone, matter = words_of(language), court.zone, story.matter
    sittings, promised = dates.in_order(story.sittings_for(topic)), story.promised_for(topic)
    rows, court_rows = [*hearing_rows(topic, story, court, language)], _court_rows(court, sittings, language)
    if story.reason and topic in {RESCHEDULED, CANCELLED}:
        reason = words["reasons"].get(story.reason, shown(story.reason))
        rows.insert(0, Row(words["labels"]["reason"], [reason]))
    number, times = shown(matter.case_number), _times(topic, sittings, promised, zone, language)
    address = ", ".join(_addresses(court, sittings, language))
    values: dict[str, Value] = {
        "case_number": number,
        "hearing": hearing_type(matter.hearing_type, language),
        "promised": promised is not None,
        "first": _first(sittings, promised, zone, language),
        "first_short": _first_short(sittings, promised, zone, language),
        "days": len({one.starts_at.astimezone(dates.zone(zone)).date() for one in sittings}),
        "room": "" if promised or not sittings else _room(sittings[0]),
        "address": address,
        "phone": shown(court.phone or ""),
        "video": matter.channel == "video",
        "languages": ", ".join(language_name(code, language) for code in matter.interpreter_languages),
        "to_be_listed": story.happening == "unlisted",
    }
    where = _rooms(sittings, promised) or [shown(one) for one in (matter.video_url, address) if one][:1]
    both: dict[Item, Sequence[str]] = {
        "court": [named(court.names, language)],
        "court_address": _addresses(court, sittings, language),
        "case": [number] if number else [],
        "place": where,
        "contact": [shown(one) for one in (court.phone,) if one],
    }
    short = both | {"time": [str(values["first_short"])], "place": where[:1]}
    said = both | {"time": times[:1] if promised else times}
    changed = changes(story, court, language) if topic == RESCHEDULED else []
    return Facts(values, rows, court_rows, changed, said, short)


def _absence(story: AbsenceStory, court: Court, language: Language) -> Facts:
    words, zone = words_of(language), court.zone
    starts = dates.day_and_clock(story.starts_at, zone, language)
    ends = dates.day_and_clock(story.ends_at, zone, language)
    kind = words["absence_kinds"].get(story.kind, shown(story.kind))
    rows = [Row(words["labels"]["absence"], [kind]), Row(words["labels"]["when"], [f"{starts} – {ends}"])]
    values: dict[str, Value] = {
        "approved": story.approved,
        "kind": kind,
        "first": dates.short_day(story.starts_at, zone, language),
        "last": dates.short_day(story.ends_at, zone, language),
    }
    return Facts(values, rows, _court_rows(court, [], language))


def _alerts(story: AlertStory, court: Court, language: Language) -> Facts:
    """Each alert by its name; the system is no court's, and so is its address."""
    labels = words_of(language)["labels"]

    def lines(one: AlertLine) -> list[str]:
        at = one.starts_at if one.ends_at is None else one.ends_at
        since = dates.day_and_clock(at, court.zone, language)
        state = labels["alert_since" if one.firing else "alert_over"].replace("{since}", since)
        return [state, *(shown(text) for text in (one.summary, one.description, one.runbook) if text)]

    first = story.alerts[0]
    values: dict[str, Value] = {
        "firing": story.firing,
        "resolved": story.resolved,
        "severity": shown(story.severity),
        "first": shown(first.name),
        "others": story.firing + story.resolved - 1,
        "summary": shown(first.summary),
    }
    return Facts(values, [Row(shown(one.name), lines(one)) for one in story.alerts], [])


_MATTERS: Mapping[Process, str] = {
    "training": "programme",
    "evaluation": "evaluation",
    "discipline": "proceedings",
    "vacancy": "stage",
}
"""What the code of a process is called."""


def _matter(story: MatterStory, court: Court, language: Language) -> Facts:
    words, zone = words_of(language), court.zone
    labels = words["labels"]
    code = words["matter_codes"].get(story.code, shown(dict(story.names).get(language, story.code)))
    due = dates.days(story.due_on, story.due_on, language) if story.due_on else ""
    times = [dates.day_and_clock(one, zone, language) for one in (story.starts_at, story.ends_at) if one]
    rows = [
        Row(labels[_MATTERS[story.process]], [code] if code else []),
        Row(labels["when"], [" – ".join(times)] if times else []),
        Row(labels["place"], _where(story, labels), link=story.venue.startswith("https://")),
        Row(labels["turn"], [] if story.turn is None else [str(story.turn)]),
        Row(labels["changed"], [", ".join(words["matter_changes"].get(one, shown(one)) for one in story.changed)]),
        Row(labels["reason"], [words["matter_reasons"].get(story.reason, shown(story.reason))]),
        Row(labels["until"], [due] if due else []),
        Row(labels["answer_by"], [dates.day_and_clock(story.answer_by, zone, language)] if story.answer_by else []),
    ]
    first = dates.short_day(story.starts_at, zone, language) if story.starts_at else ""
    said = {"session_changed": bool(story.changed), "waited": story.waited}
    values: dict[str, Value] = {"code": code, "due": due, "first": first, **said}
    return Facts(values, [row for row in rows if any(row.lines)], _court_rows(court, [], language))


def _where(story: MatterStory, labels: Mapping[str, str]) -> list[str]:
    """A room, or an address; a link is shown alone, so that it can be followed."""
    if story.online and not story.venue.startswith("https://"):
        return [line for line in (labels["online"], shown(story.venue)) if line]
    return [shown(story.venue)] if story.venue else []


def _survey(story: SurveyStory, court: Court, language: Language) -> Facts:
    labels, due = words_of(language)["labels"], dates.days(story.answer_until, story.answer_until, language)
    rows = [Row(labels["answer_at"], [ANSWER_AT], link=True), Row(labels["until"], [due])]
    return Facts({"due": due}, rows, _court_rows(court, [], language))


_OF_NO_HEARING: Mapping[str, Value] = {
    "case_number": "",
    "hearing": "",
    "promised": False,
    "first": "",
    "first_short": "",
    "days": 0,
    "room": "",
    "address": "",
    "phone": "",
    "video": False,
    "languages": "",
    "to_be_listed": False,
}
"""What texts about every kind of notice of hearings may name, where a notice is about several."""


def _digest(story: DigestStory, court: Court, language: Language) -> Facts:
    """A row for each hearing that has changed, then one for the day."""
    words, zone = words_of(language), court.zone
    rows = [_changed_hearing(one, words["digest"], zone, language) for one in story.digest_changes]
    today = [_of_the_day(one, zone, language) for one in story.day_list]
    rows.append(Row(words["digest"]["day"], today or [words["digest"]["free"]]))
    values: dict[str, Value] = {
        **_OF_NO_HEARING,
        "count": len(rows) - 1,
        "day": dates.short_day(story.at, zone, language),
    }
    return Facts(values, rows, [])


def _changed_hearing(one: DigestChange, words: Mapping[str, str], zone: str, language: Language) -> Row:
    def lines(sittings: Sequence[Sitting], promised: Promised | None) -> list[str]:
        if promised:
            return [dates.days(promised.from_on, promised.to_on, language)]
        return [_when(each, zone, language, with_room=True) for each in dates.in_order(sittings)]

    old = [f"{words['was']}: {line}" for line in lines(one.previous, one.previously_promised)]
    new = [f"{words['is']}: {line}" if old else line for line in lines(one.sittings, one.promised)]
    kind = hearing_type(one.hearing_type, language)
    return Row(f"{words[one.topic]}, {shown(one.case_number)}", [kind, *old, *new])


def _of_the_day(one: DigestSitting, zone: str, language: Language) -> str:
    clocks = f"{dates.clock(one.sitting.starts_at, zone)}–{dates.clock(one.sitting.ends_at, zone)}"
    return f"{clocks}, {_room(one.sitting)}, {shown(one.case_number)}, {hearing_type(one.hearing_type, language)}"


def _times(
    topic: str, sittings: Sequence[Sitting], promised: Promised | None, zone: str, language: Language
) -> list[str]:
    """Each sitting; or the days, and to whoever is to come that the date is still to be told."""
    if promised:
        days = dates.days(promised.from_on, promised.to_on, language)
        return [days] if topic in FAREWELLS else [days, words_of(language)["labels"]["date_to_come"]]
    with_room = len(_rooms(sittings, promised)) > 1
    return [_when(one, zone, language, with_room=with_room) for one in sittings]


def _bench(topic: str, judges: Sequence[str], story: HearingStory, labels: Mapping[str, str]) -> list[str]:
    """Who sits; and that one of them does so in this hearing alone, to whoever is to come."""
    names = ", ".join(shown(name) for name in judges)
    is_told = story.matter.substituted and topic not in FAREWELLS
    return [names, labels["substitute"]] if is_told else [names]


def _first(sittings: Sequence[Sitting], promised: Promised | None, zone: str, language: Language) -> str:
    if promised:
        return dates.days(promised.from_on, promised.to_on, language)
    return dates.day_and_clock(sittings[0].starts_at, zone, language) if sittings else ""


def _first_short(sittings: Sequence[Sitting], promised: Promised | None, zone: str, language: Language) -> str:
    if promised:
        return dates.numeric_days(promised.from_on, promised.to_on)
    return dates.numeric_day_and_clock(sittings[0].starts_at, zone) if sittings else ""


def _court_rows(court: Court, sittings: Sequence[Sitting], language: Language) -> list[Row]:
    labels = words_of(language)["labels"]
    found = [
        Row(labels["court"], [named(court.names, language)]),
        Row(labels["address"], _addresses(court, sittings, language)),
    ]
    if court.phone:
        found.append(Row(labels["phone"], [shown(court.phone)]))
    return [row for row in found if row.lines]


def _addresses(court: Court, sittings: Sequence[Sitting], language: Language) -> list[str]:
    places = list(dict.fromkeys(shown(one.address) for one in sittings if one.address))
    return places or [place for place in (named(court.addresses, language),) if place]


def _rooms(sittings: Sequence[Sitting], promised: Promised | None) -> list[str]:
    """Where days are promised, time and room may still change, and nobody will be told of it."""
    return [] if promised else sorted({_room(one) for one in sittings})


def _when(one: Sitting, zone: str, language: Language, *, with_room: bool) -> str:
    text = dates.sitting(one, zone, language)
    return f"{text}, {_room(one)}" if with_room else text


def _room(one: Sitting) -> str:
    return ", ".join(shown(part) for part in (one.room_name, one.building) if part)
