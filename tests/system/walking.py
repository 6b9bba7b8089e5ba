"""Walk-throughs of the documents: their commands, run as they stand there."""

import asyncio
import os
import re
import subprocess
from hashlib import md5
from pathlib import Path
from uuid import UUID

from tests.system.conftest import TARAZY

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = os.environ.get("TARAZY_PICTURES")
"""A folder: the test that runs a walk-through writes its pictures there."""


def commands(document: str) -> list[str]:
    """The commands of a document's walk-through, block by block; the first defines what the others use."""
    chapter = (DOCS / document).read_text(encoding="utf-8").partition("## A walk-through")[2].partition("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```$", chapter, re.M | re.S)


async def run(state: Path, court_id: str, *blocks: str) -> str:
    """What blocks print, run in one shell that stops at the first that fails."""
    script = "\n".join(("set -eu", *blocks))
    path = f"{TARAZY.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "STATE": str(state), "COURT": court_id, "TARAZY_STATE": str(state)}

    def shell() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["sh"], input=script, env=environment, capture_output=True, text=True, timeout=100, check=False
        )

    done = await asyncio.to_thread(shell)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def id_of(court_id: str, name: str) -> str:
    """As the documents make ids."""
    return str(UUID(md5(f"{court_id}/{name}".encode(), usedforsecurity=False).hexdigest()))
