"""What a notice about one hearing names of it, in one reader's language."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.rows import (
    Change,
    Facts,
    Row,
    Value,
    addresses,
    court_rows,
    room_of,
    when_of,
)
from tarazy_notifications.adapters.texts.words import hearing_type, language_name, named, words_of
from tarazy_notifications.domain.hearings import Promised, Sitting
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import HearingStory
from tarazy_notifications.domain.texts.summons import Item
from tarazy_notifications.domain.topics import CANCELLED, FAREWELLS, RESCHEDULED


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
    return [*hearing_rows(topic, story, court, language), *court_rows(court, sittings, language)]


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
    rooms = (
        ([], []) if were or are else (list(dict.fromkeys(map(room_of, old))), list(dict.fromkeys(map(room_of, new))))
    )
    pairs = [
        (labels["when"], times(old, were), times(new, are)),
        (labels["room"], *rooms),
        (labels["judges"], [shown(one) for one in story.previous_judges], [shown(one) for one in story.judges]),
    ]
    return [Change(label, was, now) for label, was, now in pairs if was and was != now]


def hearing_facts(topic: str, story: HearingStory, court: Court, language: Language) -> Facts:
    """All that is said of one hearing."""
    words, zone, matter = words_of(language), court.zone, story.matter
    sittings, promised = dates.in_order(story.sittings_for(topic)), story.promised_for(topic)
    rows, of_court = [*hearing_rows(topic, story, court, language)], court_rows(court, sittings, language)
    if story.reason and topic in {RESCHEDULED, CANCELLED}:
        reason = words["reasons"].get(story.reason, shown(story.reason))
        rows.insert(0, Row(words["labels"]["reason"], [reason]))
    number, times = shown(matter.case_number), _times(topic, sittings, promised, zone, language)
    address = ", ".join(addresses(court, sittings, language))
    values: dict[str, Value] = {
        "case_number": number,
        "hearing": hearing_type(matter.hearing_type, language),
        "promised": promised is not None,
        "first": _first(sittings, promised, zone, language),
        "first_short": _first_short(sittings, promised, zone, language),
        "days": len({one.starts_at.astimezone(dates.zone(zone)).date() for one in sittings}),
        "room": "" if promised or not sittings else room_of(sittings[0]),
        "address": address,
        "phone": shown(court.phone or ""),
        "video": matter.channel == "video",
        "languages": ", ".join(language_name(code, language) for code in matter.interpreter_languages),
        "to_be_listed": story.happening == "unlisted",
    }
    where = _rooms(sittings, promised) or [shown(one) for one in (matter.video_url, address) if one][:1]
    both: dict[Item, Sequence[str]] = {
        "court": [named(court.names, language)],
        "court_address": addresses(court, sittings, language),
        "case": [number] if number else [],
        "place": where,
        "contact": [shown(one) for one in (court.phone,) if one],
    }
    short = both | {"time": [str(values["first_short"])], "place": where[:1]}
    said = both | {"time": times[:1] if promised else times}
    changed = changes(story, court, language) if topic == RESCHEDULED else []
    return Facts(values, rows, of_court, changed, said, short)


def _times(
    topic: str, sittings: Sequence[Sitting], promised: Promised | None, zone: str, language: Language
) -> list[str]:
    """Each sitting; or the days, and to whoever is to come that the date is still to be told."""
    if promised:
        days = dates.days(promised.from_on, promised.to_on, language)
        return [days] if topic in FAREWELLS else [days, words_of(language)["labels"]["date_to_come"]]
    with_room = len(_rooms(sittings, promised)) > 1
    return [when_of(one, zone, language, with_room=with_room) for one in sittings]


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


def _rooms(sittings: Sequence[Sitting], promised: Promised | None) -> list[str]:
    """Where days are promised, time and room may still change, and nobody will be told of it."""
    return [] if promised else sorted({room_of(one) for one in sittings})
