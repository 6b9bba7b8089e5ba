"""`tarazy import …` as a person or a script sees it."""

from pathlib import Path
from subprocess import CompletedProcess

from click.testing import CliRunner, Result
from tarazy_local.importing.commands import import_


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(import_, [str(argument) for argument in arguments])


def last_line(result: Result | CompletedProcess[str]) -> str:
    """What a script takes as the answer."""
    return result.stdout.rstrip("\n").rpartition("\n")[2]
