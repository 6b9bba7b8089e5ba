"""The demo, from an empty folder to figures that reconcile; at twice its pace, in half its time."""

import asyncio
import subprocess
from pathlib import Path

import pytest

from tests.system.conftest import TARAZY


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_demo_reconciles_although_a_service_is_killed(tmp_path: Path) -> None:
    result = await asyncio.to_thread(
        subprocess.run,
        [str(TARAZY), "demo", "--rate", "60", "--state", str(tmp_path / "demo")],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]
    for line in ("Killed the scheduling service", "is on leave from", "It is back after", "It reconciles."):
        assert line in result.stdout
    assert "Lost                          0" in result.stdout
    assert not (tmp_path / "demo" / "endpoints.json").exists(), "it stops what it started"
