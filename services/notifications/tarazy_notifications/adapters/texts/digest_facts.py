"""What a digest names: the hearings that have changed, and those of the day."""

from collections.abc import Mapping, Sequence

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.rows import Facts, Row, Value, room_of, when_of
from tarazy_notifications.adapters.texts.words import hearing_type, words_of
from tarazy_notifications.domain.hearings import Promised, Sitting
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import DigestChange, DigestSitting, DigestStory

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


def digest_facts(story: DigestStory, court: Court, language: Language) -> Facts:
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
        return [when_of(each, zone, language, with_room=True) for each in dates.in_order(sittings)]

    old = [f"{words['was']}: {line}" for line in lines(one.previous, one.previously_promised)]
    new = [f"{words['is']}: {line}" if old else line for line in lines(one.sittings, one.promised)]
    kind = hearing_type(one.hearing_type, language)
    return Row(f"{words[one.topic]}, {shown(one.case_number)}", [kind, *old, *new])


def _of_the_day(one: DigestSitting, zone: str, language: Language) -> str:
    clocks = f"{dates.clock(one.sitting.starts_at, zone)}–{dates.clock(one.sitting.ends_at, zone)}"
    return f"{clocks}, {room_of(one.sitting)}, {shown(one.case_number)}, {hearing_type(one.hearing_type, language)}"
