"""`tarazy notifications serve|migrate`."""

import click
from tarazy_shared.commands import service_commands

from tarazy_notifications.main import NAME, make_service


def commands() -> list[click.Command]:
    """What this package adds to `tarazy`."""
    return [service_commands(NAME, make_service, "Notices of hearings to everyone concerned.")]
