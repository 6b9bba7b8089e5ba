"""Real files into the running system, and what it then does with them."""

import asyncio
import secrets
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tarazy_local.importing.rota_court import rota_id

from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem
from tests.system.courts import a_case, a_request
from tests.unit.importing.command import last_line

DATA = Path(__file__).parents[2] / "data"
ALMATY = ZoneInfo("Asia/Almaty")


async def tarazy_import(state: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return await asyncio.to_thread(
        subprocess.run,
        [TARAZY, "import", *arguments, "--state", state],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def rota_of_an_area_of_its_own(folder: Path, name: str) -> tuple[Path, str]:
    """The file with another area id, so that no two tests meet in one court."""
    area = secrets.token_hex(4)
    raw = (DATA / "rota" / name).read_bytes()
    file = folder / name
    file.write_bytes(raw.replace(b"<justiceAreaId>46<", f"<justiceAreaId>{area}<".encode()))
    return file, f"rota-{area}"


async def test_a_real_rota_becomes_a_court_that_works_today(
    system: CourtSystem, state: Path, today: date, tmp_path: Path
) -> None:
    file, court_id = rota_of_an_area_of_its_own(tmp_path, "bedfordshire.xml")
    first = await tarazy_import(state, "rota", file, "--starting", today.isoformat())
    assert first.returncode == 0, first.stdout + first.stderr
    assert last_line(first) == "read 1522, new 1522, changed 0, skipped 0"
    assert "schedules: not used" in first.stdout
    case = a_case(court_id)
    drawn = await system.answer_to(await system.publish("case.registered", case), "case.allocated")
    assert len(drawn.data["proof"]["candidates"]) >= 52
    listed = await system.answer_to(
        await system.publish("hearing.requested", a_request(case, today=today)), "hearing.scheduled"
    )
    (sitting,) = listed.data["sittings"]
    rooms = {rota_id(court_id, "room", str(venue)) for venue in range(17729, 17735)}
    assert sitting["room_id"] in rooms
    assert listed.data["person_ids"]["clerk"] is None, "a court without a clerk post needs no clerk"
    second = await tarazy_import(state, "rota", file, "--starting", today.isoformat())
    assert (second.returncode, last_line(second)) == (0, "read 1522, new 0, changed 0, skipped 0")


async def test_a_rota_with_an_unclear_person_is_held_back_unless_that_person_is_skipped(
    system: CourtSystem, state: Path, tmp_path: Path
) -> None:
    file, court_id = rota_of_an_area_of_its_own(tmp_path, "bedfordshire.xml")
    file.write_bytes(file.read_bytes().replace(b"<leavingDate>2025-02-17<", b"<leavingDate>17/02/25<"))
    held = await tarazy_import(state, "rota", file)
    assert held.returncode == 3
    assert "MA15801, leavingDate (line 19): '17/02/25' is not a date" in held.stdout
    missing = await system.http.get(f"{system.endpoints['services']['hr']['url']}/courts/{court_id}")
    assert missing.status_code == 404, "nothing is imported from a bad file"
    skipped = await tarazy_import(state, "rota", file, "--skip-bad-rows")
    assert skipped.returncode == 3
    assert last_line(skipped).endswith("changed 0, skipped 1")


async def test_a_courts_hearing_list_is_listed_at_its_times(
    system: CourtSystem, state: Path, court: dict[str, Any], today: date, tmp_path: Path
) -> None:
    court_id = str(court["court"]["court_id"])
    monday = today + timedelta(days=14 - today.weekday())
    file = tmp_path / "список.csv"
    rows = [
        "Дело;Стороны;Дата;Время;Вид",
        f"2-1/26;Ли против Ким;{monday:%d.%m.%Y};9:30;Слушание",
        f"2-1/26;Ли против Ким;{monday:%d.%m.%Y};9:30;Слушание",
        f"2-2/26;Омаров;{monday + timedelta(days=16):%d.%m.%Y};15:00;Слушание",
    ]
    file.write_text("\r\n".join(rows), encoding="cp1251")
    arguments = (
        "hearings", file, "--court", court_id, "--encoding", "cp1251", "--map", "Дело=number", "--map", "Стороны=party",
        "--map", "Дата=date", "--map", "Время=time", "--map", "Вид=hearing_type", "--type", "Слушание=main",
        "--date-format", "DD.MM.YYYY",
    )  # fmt: skip
    first = await tarazy_import(state, *arguments)
    assert (first.returncode, last_line(first)) == (0, "read 3, new 2, changed 0, skipped 0"), (
        first.stdout + first.stderr
    )

    def answers(seen: CourtSystem) -> list[Any]:
        kinds = ("court.hearing.scheduled.v1", "court.hearing.unlisted.v1")
        found = [one for one in seen.about(court_id=court_id) if one.type in kinds]
        return found if len(found) == 2 else []

    told = await system.until("both hearings to be answered", answers)
    assert {one.type for one in told} == {"court.hearing.scheduled.v1"}, [one.data for one in told]
    starts = {datetime.fromisoformat(one.data["sittings"][0]["starts_at"]).astimezone(ALMATY) for one in told}
    assert {f"{start:%H:%M}" for start in starts} == {"09:30", "15:00"}
    assert {start.date() for start in starts} == {monday, monday + timedelta(days=16)}
    second = await tarazy_import(state, *arguments)
    assert (second.returncode, last_line(second)) == (0, "read 3, new 0, changed 0, skipped 0")


async def test_a_category_that_the_court_does_not_have_is_said_before_its_cases_wait(
    state: Path, court: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("no;day;at;kind\n1/26;04.02.2030;10:00;civil.contract\n2/26;04.02.2030;11:00;tax\n")
    said = await tarazy_import(
        state, "hearings", file, "--court", court["court"]["court_id"], "--map", "no=number", "--map", "day=date",
        "--map", "at=time", "--map", "kind=category", "--date-format", "DD.MM.YYYY", "--dry-run",
    )  # fmt: skip
    assert (said.returncode, last_line(said)) == (0, "read 2, new 2, changed 0, skipped 0")
    notes = [line for line in said.stdout.splitlines() if ", category: " in line]
    assert len(notes) == 1
    assert "line 3, category: 'tax' (1 rows) is not in the court's catalogue" in notes[0]


async def test_a_court_file_changes_only_what_changed(
    state: Path, court: dict[str, Any], tmp_path: Path, import_court: Any
) -> None:
    again = await import_court(court)
    rows = 2 + len(court["rooms"]) + len(court["people"])
    assert (again.returncode, last_line(again)) == (0, f"read {rows}, new 0, changed 0, skipped 0")
    court["people"][0]["name"] = "Another Name"
    court["rooms"][0]["features"] = ["video", "dock"]
    changed = await import_court(court)
    assert (changed.returncode, last_line(changed)) == (0, f"read {rows}, new 0, changed 2, skipped 0")
