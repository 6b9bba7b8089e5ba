"""The check that anybody can run on exported draws: it repeats those of the service, and finds whatever is changed."""

import ast
import copy
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from tarazy_scheduling import verify_draws, verifying
from tarazy_scheduling.commands import check_draws
from tarazy_scheduling.domain.commands import GrantRecusal
from tarazy_scheduling.verify_draws import Wrong, check
from tarazy_scheduling.verifying import with_all_processors

from tests.unit.scheduling import draw_vectors
from tests.unit.scheduling.domain.courts import A_CLOCK, World, an_id, draws
from tests.unit.scheduling.exports import Record, a_ledger, exported, lines


def old_ledger(*, beacon: bool = True) -> list[Record]:
    """Draws of a court of three judges as exports had them before there were chains of secrets; the last one because a
    judge was recused."""
    world = World(judges=3)
    world.court.beacon_clock = A_CLOCK if beacon else None
    for number in range(3):
        world.registers(f"case{number}")
        world.rounds_come_out()
    world.does(GrantRecusal(an_id("case0"), world.court.cases[an_id("case0")].judge_id or an_id("")))
    world.rounds_come_out()
    return exported(draws(world))


OLD = old_ledger()
LINES = a_ledger().lines
LEDGER: list[Record] = [json.loads(line) for line in LINES]
SEALED = LEDGER[:15]
"""Without the day that is not over."""


def paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the values of a record stand."""
    if isinstance(node, dict | list):
        for step, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from paths(child, (*path, step))
    else:
        yield path


EVERY_VALUE = [(place, path) for place, record in enumerate(OLD) for path in paths(record)]
EVERY_SEALED_VALUE = [(place, path) for place, record in enumerate(SEALED) for path in paths(record)]
"""The last seal's sha256 is over the lines before it, so that it is found as well."""


def test_draws_of_the_service_are_right() -> None:
    found = check(LINES)
    assert (found.court_id, found.first, found.last, found.draws, found.closed) == ("almaty-1", 1, 9, 7, 1)
    assert found.hash == LEDGER[-1]["data"]["proof"]["hash"]
    assert found.loose == 1, "a keeper was late, and the draw says so"


def test_exports_of_before_there_were_chains_are_right_as_well() -> None:
    found = check(lines(OLD))
    assert (found.last, found.closed, found.loose) == (4, 0, 4)
    assert check(lines(old_ledger(beacon=False))).last == 4


@pytest.mark.parametrize(("first", "last"), [(0, 4), (3, 8), (7, 9), (8, 12), (11, 15)])
def test_a_day_is_right_by_itself(first: int, last: int) -> None:
    assert check(LINES[first:last]).sealed


def test_draws_whose_secret_is_not_open_yet_are_checked_but_for_the_choice() -> None:
    closed = [record | {"secret": None} for record in OLD]
    assert check(lines(closed)).closed == 4
    closed[1]["data"] = closed[1]["data"] | {"person_id": str(an_id("another"))}
    with pytest.raises(Wrong, match="line 2: hash"):
        check(lines(closed))


def changed(ledger: list[Record], where: tuple[int, tuple[Any, ...]], data: st.DataObject) -> list[bytes]:
    """The ledger with one value changed: another number, text or nothing at all."""
    place, path = where
    copied = copy.deepcopy(ledger)
    node: Any = copied[place]
    for step in path[:-1]:
        node = node[step]
    was = node[path[-1]]
    texts = st.text() | st.sampled_from([str(was).upper(), f"{was} ", str(was)[:-1]])
    others: st.SearchStrategy[Any] = st.none() | (st.integers() if isinstance(was, int) else texts)
    node[path[-1]] = data.draw(others.filter(lambda value: value != was))
    return lines(copied)


@given(st.sampled_from(EVERY_VALUE).filter(lambda where: where[1] != ("secret",)), st.data())
def test_whatever_value_is_changed_is_found(where: tuple[int, tuple[Any, ...]], data: st.DataObject) -> None:
    with pytest.raises(Wrong, match=rf"line [{where[0] + 1}-4]: "):
        check(changed(OLD, where, data))


@given(st.sampled_from(EVERY_SEALED_VALUE), st.data())
def test_whatever_value_of_a_sealed_day_is_changed_is_found(
    where: tuple[int, tuple[Any, ...]], data: st.DataObject
) -> None:
    with pytest.raises(Wrong, match=r"line \d+: ") as found:
        check(changed(SEALED, where, data))
    line = int(str(found.value).removeprefix("line ").partition(":")[0])
    seal = next(n for n, one in enumerate(SEALED, 1) if n > where[0] and one["type"] == "court.draws.sealed.v1")
    assert where[0] + 1 <= line <= seal, "it is found at the record itself, or at its day's seal"


@given(st.sampled_from([path for path in paths(LEDGER[-1]) if path != ("secret",)]), st.data())
def test_whatever_value_of_a_day_that_is_not_over_is_changed_is_found(
    path: tuple[Any, ...], data: st.DataObject
) -> None:
    with pytest.raises(Wrong, match="line 16: "):
        check(changed(LEDGER, (15, path), data))


@pytest.mark.parametrize(
    ("ledger", "where"), [(OLD, one) for one in EVERY_VALUE] + [(SEALED, x) for x in EVERY_SEALED_VALUE]
)
def test_whatever_value_is_taken_away_is_found(ledger: list[Record], where: tuple[int, tuple[Any, ...]]) -> None:
    copied = copy.deepcopy(ledger)
    node: Any = copied[where[0]]
    for step in where[1][:-1]:
        node = node[step]
    del node[where[1][-1]]
    with pytest.raises(Wrong):
        check(lines(copied))


@pytest.mark.parametrize("order", [(1, 2, 3, 0), (0, 2, 3), (0, 1, 1, 2, 3), (0, 2, 1, 3), (1, 0, 2, 3), (0, 1, 3)])
def test_draws_that_are_dropped_repeated_or_swapped_are_found(order: tuple[int, ...]) -> None:
    with pytest.raises(Wrong):
        check(lines([OLD[place] for place in order]))


@given(st.integers(0, len(SEALED) - 1), st.integers(0, len(SEALED) - 1), st.sampled_from(["drop", "repeat", "swap"]))
def test_lines_of_sealed_days_that_are_dropped_repeated_or_swapped_are_found(one: int, other: int, how: str) -> None:
    found = LINES[: len(SEALED)]
    if how == "swap":
        assume(one != other)
        found[one], found[other] = found[other], found[one]
    elif how == "drop":
        assume(one != len(SEALED) - 1)
        del found[one]
    else:
        found.insert(other, found[one])
    # A file may begin with any seal; what then follows is right by itself.
    first = json.loads(found[0])["type"]
    if how == "drop" and one == 0 and first == "court.draws.sealed.v1":
        return
    with pytest.raises(Wrong):
        check(found)


def test_a_field_of_nobodys_making_is_found() -> None:
    for make in (lambda one: one, lambda one: one["data"], lambda one: one["data"]["proof"]):
        changed = copy.deepcopy(OLD)
        make(changed[0])["note"] = "in order"  # type: ignore[no-untyped-call]
        with pytest.raises(Wrong):
            check(lines(changed))


def test_a_file_that_begins_later_says_what_was_not_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "later.jsonl"
    file.write_bytes(b"".join(lines(OLD[2:])))
    status, sentence = verify_draws.report(str(file))
    assert status == 0
    assert "what came before entry 3 was not looked at" in sentence


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"no json", b'{"type": 1}', b"[]", b"\x89PNG\r\n\x1a\n\x00\xff"],
)
def test_what_is_no_ledger_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "draws.jsonl"
    file.write_bytes(content)
    result = CliRunner().invoke(check_draws, [str(file)])
    assert (result.exit_code, result.output) == (2, f"{file}: this is no ledger of draws\n")


@pytest.mark.parametrize("place", [1, 4, 16])
def test_a_ledger_that_is_cut_in_the_middle_is_wrong_at_that_line(tmp_path: Path, place: int) -> None:
    file = tmp_path / "draws.jsonl"
    file.write_bytes(b"".join(LINES[: place - 1]) + LINES[place - 1][:-20])
    result = CliRunner().invoke(check_draws, [str(file)])
    assert result.exit_code == 1
    assert f"line {place}: cannot be read" in result.output


def test_several_processors_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "LONG", 2)
    monkeypatch.setattr(verifying, "AT_ONCE", 3)
    monkeypatch.setattr(verifying, "cpu_count", lambda: 2)
    found = check(LINES, each=with_all_processors)
    assert vars(found) | {"file": None} == vars(check(LINES)) | {"file": None}
    wrong = copy.deepcopy(LEDGER)
    wrong[5]["data"]["proof"]["candidates"][0]["tickets"] += 1
    wrong[8]["data"]["person_id"] = str(an_id("another"))
    for several in (map, with_all_processors):
        with pytest.raises(Wrong, match="line 6: the tickets are not those"):
            check(lines(wrong), each=several)


def test_it_runs_as_one_file_with_nothing_but_python(tmp_path: Path) -> None:
    program = Path(verify_draws.__file__)
    imported = {
        name.name for node in ast.walk(ast.parse(program.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) for name in node.names
    }  # fmt: skip
    assert imported <= set(sys.stdlib_module_names)
    assert len(program.read_text(encoding="utf-8").splitlines()) <= 200
    right, wrong = tmp_path / "right.jsonl", tmp_path / "wrong.jsonl"
    right.write_bytes(b"".join(lines(OLD)))
    wrong.write_bytes(b"".join(lines(OLD[1:] + OLD[:1])))
    run = [sys.executable, "-I", "-S", str(program)]
    done = subprocess.run([*run, str(right)], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout) == (
        0,
        f"{right}: 4 draws of almaty-1 are right, 4 with a secret of no chain; "
        f"the last entry is 4, {OLD[-1]['data']['proof']['hash']}\n",
    )
    assert subprocess.run([*run, str(right), str(wrong)], capture_output=True, check=False, timeout=30).returncode == 1
    gone = subprocess.run([*run, str(tmp_path / "gone")], capture_output=True, text=True, check=False, timeout=30)
    assert (gone.returncode, gone.stdout) == (2, f"{tmp_path / 'gone'}: No such file or directory\n")


NO_LEDGER = "this is no ledger of draws"
VECTORS = Path(__file__).parents[2] / "data" / "draws"
EXPECTED: dict[str, str] = json.loads((VECTORS / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_vectors_come_out_as_they_must(name: str) -> None:
    path = VECTORS / f"{name}.jsonl"
    assert outcome(path) == EXPECTED[name]
    status = 2 if EXPECTED[name] == NO_LEDGER else 0 if name.startswith("right") else 1
    assert verify_draws.report(str(path))[0] == status


def outcome(path: Path) -> str:
    """In a word, so that another implementation can say the same."""
    said = verify_draws.report(str(path))[1].removeprefix(f"{path}: ")
    if right := re.match(r"(\d+) draws of .* are right(?:, (\d+) of them not opened yet)?", said):
        return f"{right[1]} right, {right[2] or 0} not opened"
    return said.partition(":")[0]


def test_the_vectors_are_all_there() -> None:
    assert {file.stem for file in VECTORS.glob("*.jsonl")} == set(EXPECTED)


def test_the_vectors_are_those_that_their_generator_writes() -> None:
    for name, (content, expected) in draw_vectors.vectors().items():
        assert (VECTORS / f"{name}.jsonl").read_bytes() == b"".join(content), name
        assert EXPECTED[name] == expected
