"""`tarazy`: the one command. Each installed package adds its own, so an image has only what it can do."""

import sys
from importlib.metadata import entry_points

import click

from tarazy_shared.errors import TRANSIENT, TarazyError

SAID_IN_ONE_SENTENCE: tuple[type[BaseException], ...] = (TarazyError, *TRANSIENT)
"""What is wrong around the program; whatever else is raised is a bug, and loud."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tarazy-shared", prog_name="tarazy")
def tarazy() -> None:
    """Court administration: HR staffing, hearing scheduling, notices."""


def main() -> None:
    """Entry point: whatever is wrong is said in one sentence."""
    for entry in sorted(entry_points(group="tarazy.commands"), key=lambda entry: entry.name):
        for command in entry.load()():
            add(tarazy, command)
    try:
        tarazy()
    except SAID_IN_ONE_SENTENCE as error:
        click.echo(f"tarazy: {error}", err=True)
        sys.exit(1)


def add(group: click.Group, command: click.Command) -> None:
    """Add a command; groups of the same name from several packages (`republish`) become one."""
    name = command.name or ""
    known = group.commands.get(name)
    if isinstance(known, click.Group) and isinstance(command, click.Group):
        for child in command.commands.values():
            add(known, child)
    else:
        group.add_command(command)
