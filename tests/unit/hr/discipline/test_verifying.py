"""Records checked by the one file that needs nothing of Tarazy: what was changed, dropped, moved, cut off is found."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from tarazy_hr import verify_matters
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.education.record import RECORD as TRAINING
from tarazy_hr.adapters.evaluation.record import RECORD as EVALUATIONS
from tarazy_hr.adapters.matter_record import FIRST, canonical
from tarazy_hr.commands import check_matters
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.commands import DecideAppeal
from tarazy_hr.domain.education import facts as taught
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.evaluation import facts as evaluated
from tarazy_hr.verify_matters import Wrong, check, sha256

from tests.unit.hr.discipline.proceedings import CASE, INSPECTOR, Playing

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)


def recorded(facts: Sequence[object], record: object = RECORD, matter: UUID = CASE) -> list[str]:
    lines, previous = [], FIRST
    for number, fact in enumerate(facts, 1):
        line, previous = record.line_of(matter, Entry(number, NOW, "system", fact), previous)  # type: ignore[attr-defined]
        lines.append(line)
    return lines


def a_case() -> list[str]:
    """With a member taken off, an appeal, and what follows."""
    playing = Playing().referred().seated()
    playing.do(commands.Recuse(playing.member(), "granted"))
    playing.seated("again").do(commands.RecordHearing(playing.today))
    playing.do(playing.decision("remark"))
    playing.do(commands.Appeal("judge"))
    playing.seated("two").do(commands.RecordHearing(playing.today))
    playing.do(DecideAppeal("upheld", None, playing.member("appeal")))
    return recorded(playing.facts)


LINES = a_case()


def forged(lines: Sequence[str], place: int, change: Callable[[dict[str, object]], object]) -> list[str]:
    """One entry made another, and all hashes from there on made anew: only what has to follow gives it away."""
    made = list(lines)
    for number in range(place, len(made)):
        entry = json.loads(made[number])
        if number == place:
            change(entry["data"])
        entry["previous_hash"] = json.loads(made[number - 1])["hash"] if number else FIRST
        entry.pop("hash")
        made[number] = canonical(entry | {"hash": sha256(canonical(entry))})
    return made


def place_of(what: str, nth: int = 0) -> int:
    return [place for place, line in enumerate(LINES) if json.loads(line)["what"] == what][nth]


def test_a_record_as_it_was_exported_is_right() -> None:
    record = check(LINES)
    assert (record.number, record.matter) == (len(LINES), str(CASE))


@pytest.mark.parametrize("place", range(len(LINES)))
def test_an_entry_that_was_changed_dropped_or_moved_is_named(place: int) -> None:
    other = LINES[place].replace('"by":"system"', f'"by":"{INSPECTOR}"')
    changed = [*LINES[:place], other, *LINES[place + 1 :]]
    with pytest.raises(Wrong, match=f"^line {place + 1}: "):
        check(changed)
    if place + 1 < len(LINES):
        with pytest.raises(Wrong, match=f"^line {place + 1}: "):
            check([*LINES[:place], *LINES[place + 1 :]])
        with pytest.raises(Wrong, match=f"^line {place + 1}: "):
            check([*LINES[:place], LINES[place + 1], LINES[place], *LINES[place + 2 :]])
    with pytest.raises(Wrong):
        check([*LINES[: place + 1], LINES[place], *LINES[place + 1 :]])


def test_what_was_cut_off_at_the_end_is_found_by_a_hash_that_was_told() -> None:
    told = json.loads(LINES[-1])["hash"]
    check(LINES, told)
    check(LINES, json.loads(LINES[3])["hash"])
    with pytest.raises(Wrong, match="cut off or made anew"):
        check(LINES[:-1], told)
    with pytest.raises(Wrong, match="cut off or made anew"):
        check(forged(LINES, 1, lambda data: data.update(initiator=str(CASE))), told)


@pytest.mark.parametrize(
    ("place", "change", "why"),
    [
        (place_of("panel_drawn"), lambda data: data["members"].reverse(), "the draw gives the seats to"),
        (place_of("panel_drawn"), lambda data: data.update(randomness="00" * 32), "the draw gives the seats to"),
        (place_of("panel_ordered"), lambda data: data["pool"][0].update(surplus=9), "inputs_hash is not that"),
        (place_of("admitted"), lambda data: data.update(initiator=_in_pool()), "who is on the case otherwise"),
        (place_of("decided"), lambda data: data["members"].pop(), "others decided than those"),
        (place_of("appeal_decided"), lambda data: data["members"].pop(), "others decided than those"),
        (place_of("recused"), lambda data: data.update(member=str(CASE)), "has no seat"),
    ],
)
def test_a_forgery_with_hashes_of_its_own_does_not_follow(
    place: int, change: Callable[[dict[str, object]], object], why: str
) -> None:
    with pytest.raises(Wrong, match=why):
        check(forged(LINES, place, change))


def _in_pool() -> str:
    return str(json.loads(LINES[place_of("panel_ordered")])["data"]["pool"][0]["person_id"])


def test_records_of_evaluations_and_of_training_are_checked_as_well(tmp_path: Path) -> None:
    replied = [evaluated.Abandoned("left_office", date(2026, 3, 2))] * 3
    lost = [taught.Cancelled("no_room")] * 3
    for name, facts, record, first in (
        ("evaluation", replied, EVALUATIONS, "opened"),
        ("training", lost, TRAINING, "planned"),
    ):
        lines = _begun(recorded(facts, record), first)
        check(lines)
        with pytest.raises(Wrong):
            check([lines[0], lines[2], lines[1]])
        with pytest.raises(Wrong, match="begins once"):
            check(recorded(facts, record))
        good, bad = tmp_path / f"{name}.ndjson", tmp_path / f"{name}-cut.ndjson"
        good.write_text("\n".join(lines) + "\n", encoding="utf-8")
        bad.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
        assert [verify_matters.report(str(file))[0] for file in (good, bad, tmp_path)] == [0, 1, 2]
        run = CliRunner().invoke(check_matters, [str(good), "--last", json.loads(lines[-1])["hash"]])
        assert (run.exit_code, "3 entries" in run.output) == (0, True)
        assert CliRunner().invoke(check_matters, [str(good), str(bad)]).exit_code == 1


def _begun(lines: list[str], word: str) -> list[str]:
    """The same with the word of the first entry made that with which such a record begins."""
    made, previous = [], FIRST
    for number, line in enumerate(lines):
        entry = json.loads(line)
        entry.pop("hash")
        entry |= {"previous_hash": previous} | ({"what": word} if number == 0 else {})
        previous = sha256(canonical(entry))
        made.append(canonical(entry | {"hash": previous}))
    return made
