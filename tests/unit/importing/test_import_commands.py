"""`tarazy import …` as a person or a script sees it: exit status, last line, JSON."""

import json
from pathlib import Path

import pytest

from tests.unit.importing.command import last_line, run
from tests.unit.importing.conftest import Services

DATA = Path(__file__).parents[2] / "data"
SMALL = DATA / "rota" / "gloucestershire-small.xml"
IDAHO = DATA / "hearing-csv" / "idaho.csv"
IDAHO_FORM = (
    "--map=CaseNumber=number", "--map=CaseStyle=party", "--map=HearingDate=date", "--map=HearingTime=time",
    "--map=HearingType=hearing_type", "--hearing-type=main",
)  # fmt: skip


def test_the_same_rota_twice_changes_nothing(services: Services) -> None:
    first, second = run("rota", SMALL), run("rota", SMALL)
    assert (first.exit_code, last_line(first)) == (0, "read 9, new 9, changed 0, skipped 0")
    assert (second.exit_code, last_line(second)) == (0, "read 9, new 0, changed 0, skipped 0")


def test_the_same_list_twice_changes_nothing(services: Services) -> None:
    arguments = ("hearings", IDAHO, "--court=kz-1", *IDAHO_FORM)
    first, second = run(*arguments), run(*arguments)
    assert (first.exit_code, last_line(first)) == (0, "read 29, new 14, changed 0, skipped 0")
    assert (second.exit_code, last_line(second)) == (0, "read 29, new 0, changed 0, skipped 0")
    assert "read as MM/DD/YYYY hh:mm a" in first.stdout
    assert "lie in the past; --starting" in first.stdout


def test_a_list_of_an_unknown_court_is_refused(services: Services) -> None:
    result = run("hearings", IDAHO, "--court=nowhere", *IDAHO_FORM)
    assert result.exit_code == 1
    assert "--court, nowhere: No such court" in result.stdout


def test_a_list_with_bad_rows_is_held_back_unless_they_are_to_be_skipped(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("n;s\n1;25.03.2126 9:30\n2;\n", encoding="utf-8")
    form = ("hearings", file, "--court=kz-1", "--map=n=number", "--map=s=starts_at", "--date-format=DD.MM.YYYY HH:mm")
    held, skipped = run(*form), run(*form, "--skip-bad-rows")
    assert (held.exit_code, last_line(held)) == (3, "read 2, new 0, changed 0, skipped 2")
    assert "line 3, starts_at: '' is not written DD.MM.YYYY HH:mm" in held.stdout
    assert (skipped.exit_code, last_line(skipped)) == (3, "read 2, new 1, changed 0, skipped 1")


def test_a_list_without_a_good_row_cannot_be_imported(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("n;s\n;25.03.2126 9:30\n", encoding="utf-8")
    result = run("hearings", file, "--court=kz-1", "--map=n=number", "--map=s=starts_at", "--skip-bad-rows")
    assert (result.exit_code, last_line(result)) == (1, "read 1, new 0, changed 0, skipped 1")


def test_a_dry_run_hands_nothing_in(services: Services) -> None:
    result = run("hearings", IDAHO, "--court=kz-1", *IDAHO_FORM, "--dry-run")
    assert (result.exit_code, last_line(result)) == (0, "read 29, new 14, changed 0, skipped 0")
    assert {request.method for request in services.requests} == {"GET"}


def test_json_is_alone_on_standard_output(services: Services) -> None:
    result = run("rota", SMALL, "--json")
    told = json.loads(result.stdout)
    assert (told["read"], told["new"], told["skipped"]) == (9, 9, 0)
    assert any("building" in note["field"] for note in told["notes"])
    assert "read 9, new 9, changed 0, skipped 0" in result.stderr


@pytest.mark.parametrize("kind", ["court", "rota"])
def test_a_file_that_is_none_ends_with_1_and_the_tally(services: Services, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"\x00\x01")
    for given in (file, tmp_path / "not there", tmp_path):
        result = run(kind, given)
        assert result.exit_code == 1, result.stdout
        assert last_line(result) == "read 0, new 0, changed 0, skipped 0"
        assert "problem" in result.stdout
    assert services.requests == []


def test_without_a_running_system_it_says_so(tmp_path: Path) -> None:
    result = run("rota", SMALL, "--state", tmp_path)
    assert result.exit_code == 1
    assert "No running system found" in result.stdout


def test_starting_takes_a_date(services: Services) -> None:
    assert "moved 374 weeks, to 2026-12-01" in run("rota", SMALL, "--starting", "2026-11-25").stdout
    assert run("rota", SMALL, "--starting", "25.11.2026").exit_code == 2


@pytest.mark.parametrize(
    ("option", "text"),
    [("--only=x", "--only, x"), ("--type=x", "--type, x"), ("--zone=Mars/Olympus", "--zone, Mars/Olympus")],
)
def test_an_option_that_means_nothing_is_named(services: Services, option: str, text: str) -> None:
    result = run("hearings", IDAHO, "--court=kz-1", *IDAHO_FORM, option)
    assert result.exit_code == 1
    assert text in result.stdout
