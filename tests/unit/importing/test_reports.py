"""What an import says at its end."""

import json

import pytest
from tarazy_local.importing.finding import Finding
from tarazy_local.importing.report import Report, Tally, as_json, lines, refused

BAD = Finding("line 3", "date", "'x' is no date")


@pytest.mark.parametrize(
    ("report", "status"),
    [
        (Report(Tally(read=3, new=3)), 0),
        (Report(Tally(read=3)), 0),
        (Report(Tally(read=3, new=2, skipped=1), [BAD]), 3),
        (refused(3, [BAD]), 3),
        (refused(1, [BAD]), 1),
        (Report(Tally(), [BAD]), 1),
    ],
    ids=["all read", "nothing new", "one skipped", "held back", "no row is valid", "unreadable"],
)
def test_exit_status(report: Report, status: int) -> None:
    assert report.status == status


def test_the_last_line_is_always_the_tally() -> None:
    report = Report(Tally(5, 2, 1, 1), [BAD], [Finding("", "delimiter", "comma")], dry_run=True)
    assert list(lines(report)) == [
        "  note     delimiter: comma",
        "  problem  line 3, date: 'x' is no date",
        "This was a dry run: nothing was written.",
        "read 5, new 2, changed 1, skipped 1",
    ]


def test_a_file_held_back_says_how_to_import_the_rest() -> None:
    assert list(lines(refused(3, [BAD])))[-2:] == [
        "Nothing was imported. --skip-bad-rows imports the rest of the file.",
        "read 3, new 0, changed 0, skipped 3",
    ]


def test_many_problems_are_cut_short_for_people_and_whole_in_json() -> None:
    report = refused(200, [Finding(f"line {number}", "", "bad") for number in range(120)])
    assert sum("problem  line" in line for line in lines(report)) == 50
    assert any("70 more problems" in line for line in lines(report))
    told = json.loads(as_json(report))
    assert len(told["problems"]) == 120
    assert (told["read"], told["new"], told["changed"], told["skipped"]) == (200, 0, 0, 200)
