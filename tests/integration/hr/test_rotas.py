"""Real rota files in the real HR service on a real database."""

import json
from datetime import date
from pathlib import Path

import httpx
import pytest
from tarazy_local.importing.files import read_rota
from tarazy_local.importing.rota_court import Reading

from tests.integration.hr.conftest import TOKEN

ROTAS = Path(__file__).parents[2] / "data" / "rota"


@pytest.mark.parametrize("name", ["bedfordshire", "gloucestershire-small"])
async def test_hr_takes_every_row_of_a_real_rota_and_nothing_the_second_time(
    http: httpx.AsyncClient, name: str
) -> None:
    court = read_rota(ROTAS / f"{name}.xml", Reading(starting=date(2026, 12, 1)))
    sections = {"court": court.court, "people": court.people, "absences": court.absences}
    rows = 1 + len(court.people) + len(court.absences)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    first, second = [
        (await http.post(f"/courts/{court.court_id}/import", content=json.dumps(sections), headers=headers)).json()
        for _ in range(2)
    ]
    assert first["errors"] == []
    assert (first["read"], first["new"], first["changed"], first["skipped"]) == (rows, rows, 0, 0)
    assert (second["read"], second["new"], second["changed"], second["skipped"]) == (rows, 0, 0, 0)
