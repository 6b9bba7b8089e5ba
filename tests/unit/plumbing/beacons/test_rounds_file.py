"""Rounds from a file: carried there from a chain that signs, or made by institutions that committed ahead."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tarazy_scheduling.beacon_commands import draw_beacon
from tarazy_shared.beacons import commit_reveal
from tarazy_shared.beacons.beacon import BeaconClock, comes_out_at, round_after
from tarazy_shared.beacons.drand import QUICKNET, QUICKNET_KEY
from tarazy_shared.beacons.rounds_file import RoundsFile
from tarazy_shared.beacons.signatures import PublicKey
from tarazy_shared.beacons.source import RoundRefused

from tests.unit.plumbing.beacons.real_rounds import RANDOMNESS, SIGNATURES, written

DAY = date(2026, 3, 2)
ROUND = commit_reveal.round_of(DAY)
CHAIN = "commit-reveal:bar-association+ministry"
CLOCK = BeaconClock(CHAIN, commit_reveal.GENESIS, commit_reveal.PERIOD, commit_reveal.MARGIN)


def signed(path: Path) -> RoundsFile:
    return RoundsFile(QUICKNET, PublicKey.read(QUICKNET_KEY), path)


async def fault(source: RoundsFile, number: int) -> str:
    with pytest.raises(RoundRefused) as refused:
        await source.fetch(number)
    [(code, _)] = refused.value.faults
    return code


async def test_a_signed_round_is_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    file.write_text(f"{written(1000)}\n{written(657413)}\n")
    assert (await signed(file).fetch(657413)).randomness == RANDOMNESS[657413]


async def test_lines_that_are_no_rounds_harm_none(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    file.write_bytes(b"\n[]\n" + b"[" * 100_000 + b'\n{"round": "1000"}\n\xff\xfe\n{"round"\n' + written(1000).encode())
    assert (await signed(file).fetch(1000)).signature == SIGNATURES[1000]


async def test_a_round_is_found_once_it_was_added(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    source = signed(file)
    assert await fault(source, 1000) == "unreachable"
    file.write_text(written(657413) + "\n")
    assert await fault(source, 1000) == "not_there"
    with file.open("a") as more:
        more.write(written(1000) + "\n")
    assert (await source.fetch(1000)).signature == SIGNATURES[1000]


async def test_of_several_lines_for_a_round_the_first_that_is_right_counts(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    wrong = written(1000, signature=SIGNATURES[657413])
    file.write_text(f"{wrong}\n")
    assert await fault(signed(file), 1000) == "wrong_signature"
    file.write_text(f"{wrong}\n{written(1000)}\n{wrong}\n")
    assert (await signed(file).fetch(1000)).signature == SIGNATURES[1000], "who carried it there could put it right"


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(draw_beacon, [*arguments], catch_exceptions=False)


def committed(folder: Path, *names: str) -> list[str]:
    """The files of institutions that have committed and shown their values."""
    for name in names:
        assert run(folder, "commit", name, DAY.isoformat(), "--folder", str(folder)).exit_code == 0
    return [str(folder / f"{name}-{ROUND}.{what}.json") for name in names for what in ("commitment", "value")]


def value_in(file: str) -> str:
    return str(json.loads(Path(file).read_text())["value"])


def combined(folder: Path, files: list[str]) -> Result:
    return run(folder, "combine", *files, "--into", str(folder / "rounds.jsonl"))


async def test_institutions_make_a_round_that_the_file_beacon_takes(tmp_path: Path) -> None:
    files = committed(tmp_path, "ministry", "bar-association")
    result = combined(tmp_path, files)
    assert result.exit_code == 0
    assert f"round {ROUND} of {CHAIN}" in result.output
    beacon = await RoundsFile(CLOCK, None, tmp_path / "rounds.jsonl").fetch(ROUND)
    assert beacon.signature == value_in(files[3]) + value_in(files[1])
    assert beacon.chain == CHAIN


def test_the_round_of_a_day_is_due_when_the_day_is_over() -> None:
    due = comes_out_at(CLOCK, ROUND)
    assert due.date().isoformat() == "2026-03-03"
    assert round_after(CLOCK, due - commit_reveal.PERIOD) == ROUND


def test_a_value_is_for_nobody_elses_eyes_and_never_made_twice(tmp_path: Path) -> None:
    [_, value] = committed(tmp_path, "ministry")
    assert Path(value).stat().st_mode & 0o077 == 0
    before = Path(value).read_text()
    again = run(tmp_path, "commit", "ministry", DAY.isoformat(), "--folder", str(tmp_path))
    assert again.exit_code == 1
    assert "File exists" in again.output
    assert Path(value).read_text() == before


def test_a_value_that_was_not_committed_to_is_named(tmp_path: Path) -> None:
    files = committed(tmp_path, "ministry", "bar-association")
    other = json.loads(Path(files[1]).read_text()) | {"value": "00" * 32}
    Path(files[1]).write_text(json.dumps(other))
    result = combined(tmp_path, files)
    assert result.exit_code == 1
    assert "the value of ministry is not the one that was committed to" in result.output
    assert not (tmp_path / "rounds.jsonl").exists()


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ([0, 1], "at least two are needed"),
        ([0, 1, 2], "bar-association has published a commitment and not shown the value"),
        ([0, 1, 3], "bar-association shows a value without a commitment"),
        ([0, 1, 0], "a second one of ministry"),
    ],
)
def test_a_round_needs_the_commitment_and_the_value_of_each(tmp_path: Path, kept: list[int], says: str) -> None:
    files = committed(tmp_path, "ministry", "bar-association")
    result = combined(tmp_path, [files[number] for number in kept])
    assert result.exit_code == 1
    assert says in result.output


def test_a_round_is_added_once(tmp_path: Path) -> None:
    files = committed(tmp_path, "ministry", "bar-association")
    assert combined(tmp_path, files).exit_code == 0
    again = combined(tmp_path, files)
    assert again.exit_code == 1
    assert f"has round {ROUND} already" in again.output


@pytest.mark.parametrize("content", ["{", "[]", '{"institution": "ministry"}', '{"institution": 1, "round": 2}'])
def test_a_file_that_is_neither_is_named(tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content)
    result = combined(tmp_path, [str(wrong)])
    assert result.exit_code == 1
    assert str(wrong) in result.output


def test_a_file_of_rounds_that_is_none_or_cannot_be_written_is_named(tmp_path: Path) -> None:
    files = committed(tmp_path, "ministry", "bar-association")
    rounds = tmp_path / "rounds.jsonl"
    for content in ("[1]", "no json", '{"randomness": ""}'):
        rounds.write_text(content)
        told = combined(tmp_path, files)
        assert (told.exit_code, f"{rounds} is no file of rounds" in told.output) == (1, True), told.output
    elsewhere = tmp_path / "no folder" / "rounds.jsonl"
    told = run(tmp_path, "combine", *files, "--into", str(elsewhere))
    assert (told.exit_code, f"{elsewhere} cannot be written" in told.output) == (1, True), told.output


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = combined(tmp_path, [str(tmp_path / "none.json")])
    assert result.exit_code == 1
    assert "none.json: No such file" in result.output


@pytest.mark.parametrize("name", ["", "Ministry", "a+b", "-a", "м"])
def test_a_name_that_would_blur_the_chain_is_refused(tmp_path: Path, name: str) -> None:
    result = run(tmp_path, "commit", "--folder", str(tmp_path), "--", name, DAY.isoformat())
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"signature": "00" * 64},
        {"signature": "00" * 63},
        {"signature": "xyz"},
        {"commitments": {}},
        {"commitments": {"ministry": "00" * 32, "bar-association": "00" * 32}},
        {"commitments": {"ministry": "00" * 32, "court": "00" * 32}},
        {"commitments": [1]},
        {"randomness": "00" * 32},
    ],
)
async def test_a_line_that_was_changed_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    combined(tmp_path, committed(tmp_path, "ministry", "bar-association"))
    file = tmp_path / "rounds.jsonl"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    assert await fault(RoundsFile(CLOCK, None, file), ROUND) in {"wrong_signature", "wrong_randomness", "malformed"}


async def test_a_round_of_other_institutions_is_of_another_chain(tmp_path: Path) -> None:
    combined(tmp_path, committed(tmp_path, "ministry", "court"))
    assert await fault(RoundsFile(CLOCK, None, tmp_path / "rounds.jsonl"), ROUND) == "wrong_signature"
