"""Tables of staff through the command line of the running system, and back."""

import asyncio
import subprocess
from pathlib import Path

from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem
from tests.unit.importing.command import last_line


async def _tarazy(state: Path, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [TARAZY, *words, "--state", state]
    return await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=180, check=False)


async def test_tables_of_staff_go_in_and_come_out(system: CourtSystem, state: Path, tmp_path: Path) -> None:
    courts, posts, book = tmp_path / "courts.csv", tmp_path / "posts.csv", tmp_path / "staff.xlsx"
    courts.write_text("court_id;name_kk;name_ru;name_en\nkz-tables;Сот;Суд;Court\n", encoding="utf-8")
    posts.write_text("номер должности;роль\n1;судья\n2;\n1;судья\n", encoding="cp1251")
    assert (await _tarazy(state, "import", "staff", courts)).returncode == 0
    bad = await _tarazy(state, "import", "staff", posts, "--court", "kz-tables", "--skip-bad-rows")
    assert (bad.returncode, last_line(bad)) == (3, "read 3, new 1, changed 0, skipped 2")
    assert "Rows 2, 4 are about the same thing" in bad.stdout
    out = await _tarazy(state, "export", "staff", book, "--court", "kz-tables")
    assert out.returncode == 0, out.stderr
    again = await _tarazy(state, "import", "staff", book)
    assert (again.returncode, last_line(again)) == (0, "read 2, new 0, changed 0, skipped 0")
