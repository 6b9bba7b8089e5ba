"""The plain plan that others are measured by: hearing after hearing, each at its earliest day and earliest start."""

from tarazy_scheduling.planning.chance import Ints
from tarazy_scheduling.planning.court import NONE, Court
from tarazy_scheduling.planning.diary import Diary, put
from tarazy_scheduling.planning.finding import can_stay, find, first_lawful_day
from tarazy_scheduling.planning.instance import Instance


def arrival_order(instance: Instance, court: Court) -> list[int]:
    """First hearings of a case before second ones, then as their requests came."""
    return sorted(
        range(len(instance.hearings)),
        key=lambda number: (court.hearings[number].depth, instance.hearings[number].arrival, number),
    )


def list_where_published(court: Court, diary: Diary, order: Ints) -> None:
    """List each published hearing where it was published to sit, in an order in which none comes before its own first.

    What cannot be there is left out.
    """
    for number in order:
        hearing = court.hearings[number]
        if hearing.stood_day == NONE or first_lawful_day(court, diary, number) > hearing.stood_day:
            continue
        if can_stay(court, diary, number):
            put(
                court,
                diary,
                number,
                hearing.stood_day,
                hearing.stood_slot,
                hearing.stood_judge,
                hearing.stood_room,
                hearing.stood_interpreter,
            )


def list_in_order(court: Court, diary: Diary, order: Ints, chance: Ints) -> None:
    """List each hearing that has a place and none yet; nothing is left to chance here, `chance` is not used."""
    for number in order:
        if diary.places[number].day != NONE:
            continue
        day, slot, judge, room, interpreter = find(
            court, diary, number, first_lawful_day(court, diary, number), False, 0, chance
        )
        if day != NONE:
            put(court, diary, number, day, slot, judge, room, interpreter)
