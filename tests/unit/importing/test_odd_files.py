"""Whatever comes as a file is read, read in part when asked to, or refused with a sentence; never half, never mute."""

import json
from pathlib import Path

import pytest

from tests.data.odd_files import READ, OddFile, odd_courts, odd_lists, odd_rotas
from tests.unit.importing.command import last_line, run
from tests.unit.importing.conftest import Services

PRETENDED = {"the same again", "another name of a room", "capitals in ids", "rows are counted as the file has them"}
"""What only real services can answer."""
ASKED_OF_HR = {"for good, moved"}
KNOWN_BEFORE = {"byte order mark", "with an offset"}


def files(kind: str, odd: list[OddFile]) -> list[object]:
    return [pytest.param(kind, one, id=f"{kind}: {one.name}") for one in odd if one.name not in PRETENDED | ASKED_OF_HR]


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        *files("rota", odd_rotas("7")),
        *files("hearings", odd_lists("kz-1")),
        *files("court", odd_courts("kz-1")),
    ],
)
def test_an_odd_file_has_a_clear_outcome(services: Services, tmp_path: Path, kind: str, odd: OddFile) -> None:
    file = tmp_path / "file"
    file.write_bytes(odd.raw)
    result = run(kind, file, *odd.arguments)
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code == odd.status, result.stdout
    assert last_line(result).startswith("read ")
    if odd.name not in KNOWN_BEFORE and "read 8" not in odd.says:
        assert odd.says in result.stdout
    if odd.status != READ and "--skip-bad-rows" not in odd.arguments:
        assert {request.method for request in services.requests} <= {"GET"}, "nothing is half imported"
    told = json.loads(run(kind, file, *odd.arguments, "--json").stdout)
    assert bool(told["problems"]) is (odd.status != READ)
