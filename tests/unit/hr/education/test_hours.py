"""Hours that a year asks for, and what meets a need."""

from datetime import date

from tarazy_hr.domain.education.hours import Learnt, Requirement, matching, required, shortfalls

from tests.unit.hr.staffing import an_id

REQUIREMENTS = (
    Requirement("judge", 2400, 2020),
    Requirement("judge", 3000, 2026),
    Requirement("clerk", 900, 2026),
)
SINCE_EVER = date(2010, 1, 1)


def learnt(name: str, attended: int, to_come: int = 0, role: str = "judge", from_on: date = SINCE_EVER) -> Learnt:
    return Learnt(an_id(name), role, from_on, attended, to_come)


def test_the_rule_of_the_year_counts_and_a_late_beginning_asks_less() -> None:
    assert required(REQUIREMENTS, "judge", 2025, SINCE_EVER) == 2400
    assert required(REQUIREMENTS, "judge", 2026, SINCE_EVER) == 3000
    assert required(REQUIREMENTS, "judge", 2026, date(2026, 7, 2)) == 1505  # 183 of 365 days
    assert required(REQUIREMENTS, "judge", 2026, date(2027, 1, 1)) == 0
    assert required(REQUIREMENTS, "interpreter", 2026, SINCE_EVER) == 0
    assert required(REQUIREMENTS, "judge", 2019, SINCE_EVER) == 0


def test_who_lacks_most_stands_first_and_what_is_to_come_is_told_apart() -> None:
    found = shortfalls(
        REQUIREMENTS,
        2026,
        [learnt("met", 3000), learnt("short", 100), learnt("on the way", 2000, 1000), learnt("nobody", 0, 0, "guard")],
    )
    assert [(one.person_id, one.outlook, one.lacks) for one in found] == [
        (an_id("short"), "short", 2900),
        *sorted(
            [(an_id("met"), "met", 0), (an_id("on the way"), "on_the_way", 0)], key=lambda one: str(one[0])
        ),
    ]  # fmt: skip


def test_a_need_is_met_by_programmes_that_teach_its_subject() -> None:
    taught = {"b": ("drafting",), "a": ("drafting", "ethics"), "c": ()}
    assert matching(["drafting", "stress"], taught) == {"drafting": ("a", "b"), "stress": ()}
