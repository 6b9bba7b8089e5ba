"""Whatever HR tells of somebody is acted on: one court in which every kind of fact happens."""

import secrets
from datetime import date

from tests.system.conftest import Import
from tests.system.court_system import CourtSystem
from tests.system.courts import a_court
from tests.system.reactions import Scene

TOLD = {
    "appointed", "pattern changed", "absence approved", "secondment", "absence cancelled", "absence cut short",
    "suspended", "reinstated", "interest declared", "interest ended", "norm changed", "authorised",
    "authorisation ended", "separated",
}  # fmt: skip


async def test_every_kind_of_fact_reaches_the_calendar(system: CourtSystem, import_court: Import, today: date) -> None:
    court = a_court(f"react-{secrets.token_hex(4)}", judges=4, rooms=3, clerks=3)
    result = await import_court(court)
    assert result.returncode == 0, result.stdout + result.stderr
    scene = Scene(system, court, today)
    await scene.play()
    assert set(scene.milliseconds) == TOLD
