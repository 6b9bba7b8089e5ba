"""The system with stand-ins for the services: `fake_system.py STATE`. Kafka, PostgreSQL and the catcher are real."""

import asyncio
import sys
from pathlib import Path

from tarazy_local.errors import CannotRun
from tarazy_local.state import State
from tarazy_local.system import run_system


def say(line: str) -> None:
    """Pass a line on to whoever started this."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


program = (sys.executable, str(Path(__file__).with_name("fake_service.py")))
try:
    asyncio.run(
        run_system(
            State(Path(sys.argv[1])),
            tell=say,
            started=lambda _: say("started"),
            program=program,
        )
    )
except CannotRun as error:
    sys.exit(str(error))
