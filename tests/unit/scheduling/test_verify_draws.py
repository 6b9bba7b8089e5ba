"""The check that anybody can run on exported draws: it repeats those of the service, and finds whatever is changed."""

import ast
import copy
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling import verify_draws
from tarazy_scheduling.commands import check_draws
from tarazy_scheduling.domain.commands import GrantRecusal
from tarazy_scheduling.verify_draws import Wrong, check

from tests.unit.scheduling.domain.courts import A_CLOCK, World, an_id, draws
from tests.unit.scheduling.exports import Record, exported, lines


def a_ledger(*, beacon: bool = True) -> list[Record]:
    """Draws of a court of three judges, the last one because a judge was recused."""
    world = World(judges=3)
    world.court.beacon_clock = A_CLOCK if beacon else None
    for number in range(3):
        world.registers(f"case{number}")
        world.rounds_come_out()
    world.does(GrantRecusal(an_id("case0"), world.court.cases[an_id("case0")].judge_id or an_id("")))
    world.rounds_come_out()
    return exported(draws(world))


LEDGER = a_ledger()


def paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the values of a record stand."""
    if isinstance(node, dict | list):
        for step, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from paths(child, (*path, step))
    else:
        yield path


EVERY_VALUE = [(place, path) for place, record in enumerate(LEDGER) for path in paths(record)]


def test_draws_of_the_service_are_right() -> None:
    found = check(lines(LEDGER))
    assert (found.court_id, found.first, found.last, found.closed) == ("almaty-1", 1, 4, 0)
    assert found.hash == LEDGER[-1]["data"]["proof"]["hash"]


def test_draws_without_a_beacon_are_right_as_well() -> None:
    assert check(lines(a_ledger(beacon=False))).last == 4


def test_draws_whose_secret_is_not_open_yet_are_checked_but_for_the_choice() -> None:
    closed = [record | {"secret": None} for record in LEDGER]
    assert check(lines(closed)).closed == 4
    closed[1]["data"] = closed[1]["data"] | {"person_id": str(an_id("another"))}
    with pytest.raises(Wrong, match="line 2: hash"):
        check(lines(closed))


@given(st.sampled_from(EVERY_VALUE), st.data())
def test_whatever_value_is_changed_is_found(where: tuple[int, tuple[Any, ...]], data: st.DataObject) -> None:
    place, path = where
    changed = copy.deepcopy(LEDGER)
    node: Any = changed[place]
    for step in path[:-1]:
        node = node[step]
    was = node[path[-1]]
    texts = st.text() | st.sampled_from([str(was).upper(), f"{was} ", str(was)[:-1]])
    others: st.SearchStrategy[Any] = st.integers() if isinstance(was, int) else texts
    node[path[-1]] = data.draw(others.filter(lambda value: value != was))
    with pytest.raises(Wrong, match=rf"line [{place + 1}-4]: "):
        check(lines(changed))


@pytest.mark.parametrize(("place", "path"), EVERY_VALUE)
def test_whatever_value_is_taken_away_is_found(place: int, path: tuple[Any, ...]) -> None:
    changed = copy.deepcopy(LEDGER)
    node: Any = changed[place]
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    with pytest.raises(Wrong):
        check(lines(changed))


@pytest.mark.parametrize("order", [(1, 2, 3, 0), (0, 2, 3), (0, 1, 1, 2, 3), (0, 2, 1, 3), (1, 0, 2, 3), (0, 1, 3)])
def test_draws_that_are_dropped_repeated_or_swapped_are_found(order: tuple[int, ...]) -> None:
    with pytest.raises(Wrong):
        check(lines([LEDGER[place] for place in order]))


def test_a_field_of_nobodys_making_is_found() -> None:
    for make in (lambda one: one, lambda one: one["data"], lambda one: one["data"]["proof"]):
        changed = copy.deepcopy(LEDGER)
        make(changed[0])["note"] = "in order"  # type: ignore[no-untyped-call]
        with pytest.raises(Wrong):
            check(lines(changed))


def test_a_file_that_begins_later_says_what_was_not_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "later.jsonl"
    file.write_text("\n".join(lines(LEDGER[2:])), encoding="utf-8")
    ((right, sentence),) = verify_draws.report([str(file)])
    assert right
    assert "what came before draw 3 was not looked at" in sentence


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", None),
        ("no json", "line 1: cannot be read"),
        ('{"type": 1}', "line 1: a record has type, secret and data"),
        ("[]", "line 1: cannot be read"),
        (json.dumps(LEDGER[0])[:-200], "line 1: cannot be read"),
    ],
)
def test_the_command_names_what_it_cannot_read(tmp_path: Path, text: str, what: str | None) -> None:
    file = tmp_path / "draws.jsonl"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(check_draws, [str(file)])
    assert result.exit_code == (1 if what else 0)
    assert (what or "0 draws") in result.output


def test_it_runs_as_one_file_with_nothing_but_python(tmp_path: Path) -> None:
    program = Path(verify_draws.__file__)
    imported = {
        name.name for node in ast.walk(ast.parse(program.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) for name in node.names
    }  # fmt: skip
    assert imported <= set(sys.stdlib_module_names)
    assert len(program.read_text(encoding="utf-8").splitlines()) <= 200
    right, wrong = tmp_path / "right.jsonl", tmp_path / "wrong.jsonl"
    right.write_text("\n".join(lines(LEDGER)), encoding="utf-8")
    wrong.write_text("\n".join(lines(LEDGER[1:] + LEDGER[:1])), encoding="utf-8")
    run = [sys.executable, "-I", "-S", str(program)]
    done = subprocess.run([*run, str(right)], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout) == (0, f"{right}: 4 draws of almaty-1 are right\n")
    assert subprocess.run([*run, str(right), str(wrong)], capture_output=True, check=False, timeout=30).returncode == 1
    gone = subprocess.run([*run, str(tmp_path / "gone")], capture_output=True, text=True, check=False, timeout=30)
    assert (gone.returncode, gone.stderr) == (2, f"{tmp_path / 'gone'}: No such file or directory\n")


VECTORS = Path(__file__).parents[2] / "data" / "draws"
EXPECTED: dict[str, str] = json.loads((VECTORS / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_vectors_come_out_as_they_must(name: str) -> None:
    with (VECTORS / f"{name}.jsonl").open(encoding="utf-8") as file:
        assert outcome(file) == EXPECTED[name]


def outcome(file: Iterable[str]) -> str:
    """In a word, so that another implementation can say the same."""
    try:
        found = check(file)
    except Wrong as error:
        return str(error).partition(":")[0]
    count = found.last - found.first + 1 if found.court_id else 0
    return f"{count} right, {found.closed} not opened"


def test_the_vectors_are_all_there() -> None:
    assert {file.stem for file in VECTORS.glob("*.jsonl")} == set(EXPECTED)
