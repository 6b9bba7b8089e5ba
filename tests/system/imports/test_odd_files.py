"""The corpus of odd files against real services: each file in the state that those before it left behind."""

import asyncio
import secrets
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tarazy_local.importing.commands import import_

from tests.data.odd_files import READ, OddFile, a_court, an_id, odd_courts, odd_lists, odd_rotas
from tests.system.conftest import Import


async def tried(state: Path, folder: Path, kind: str, odd: OddFile) -> Result:
    file = folder / "file"
    file.write_bytes(odd.raw)
    arguments = [kind, str(file), *odd.arguments, "--state", str(state)]
    return await asyncio.to_thread(CliRunner().invoke, import_, arguments)


def judged(odd: OddFile, result: Result) -> list[str]:
    """What is wrong with the outcome."""
    last = result.stdout.rstrip("\n").rpartition("\n")[2]
    right = {
        "an exception": isinstance(result.exception, SystemExit | None),
        "another exit status": result.exit_code == odd.status,
        "another answer": odd.says in result.stdout,
        "no tally": last.startswith("read "),
        "half imported": odd.status == READ or "--skip-bad-rows" in odd.arguments or ", new 0, changed 0," in last,
    }
    return [f"{odd.name}: {wrong}: {result.stdout}" for wrong, is_right in right.items() if not is_right]


@pytest.mark.parametrize("kind", ["court", "rota", "hearings"])
async def test_odd_files_have_clear_outcomes(state: Path, tmp_path: Path, kind: str, import_court: Import) -> None:
    ours = f"odd-{secrets.token_hex(4)}"
    if kind == "hearings":
        assert (await import_court(a_court(ours))).returncode == 0
    corpus = {"court": odd_courts(ours), "rota": odd_rotas(ours), "hearings": odd_lists(ours)}[kind]
    wrong = [one for odd in corpus for one in judged(odd, await tried(state, tmp_path, kind, odd))]
    assert not wrong, "\n".join(wrong)


async def test_ids_of_another_court_are_refused_row_by_row(state: Path, tmp_path: Path, import_court: Import) -> None:
    ours, theirs = (f"odd-{secrets.token_hex(4)}" for _ in range(2))
    assert (await import_court(a_court(theirs))).returncode == 0
    court = a_court(ours)
    court["absences"][0]["absence_id"] = an_id(theirs, "leave")
    refused = await import_court(court)
    assert refused.returncode == 3
    assert "absences[0], absence_id: The id belongs to a record of another person or court." in refused.stdout
    assert refused.stdout.endswith("read 8, new 0, changed 0, skipped 8\n")
