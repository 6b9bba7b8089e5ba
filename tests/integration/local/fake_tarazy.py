"""`tarazy up|down|status` with stand-ins for the three services."""

import sys
from functools import partial
from pathlib import Path

import click
from tarazy_local import commands
from tarazy_local.system import run_system
from tarazy_shared.errors import TarazyError

program = (sys.executable, str(Path(__file__).with_name("fake_service.py")))
setattr(commands, "run_system", partial(run_system, program=program))  # noqa: B010  not one of its exports
tarazy = click.Group(commands={command.name or "": command for command in commands.commands()})
try:
    tarazy()
except TarazyError as error:
    sys.exit(f"tarazy: {error}")
