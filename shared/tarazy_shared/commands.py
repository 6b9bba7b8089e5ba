"""Commands that every installation has: `dead-letters`; and the pair that every service has."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tarazy_shared.dead_letter_commands import dead_letters
from tarazy_shared.logs import configure_logs
from tarazy_shared.migrations import migrate

if TYPE_CHECKING:
    from tarazy_shared.lifecycle import Service


def commands() -> list[click.Command]:
    """What this package adds to `tarazy`."""
    return [dead_letters]


class OfTopics(click.Group):
    """A group whose commands are topics: `court.staff` and, shorter, `staff` are the same."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name.removeprefix("court."))


def service_commands(name: str, make: "Callable[[], Service]", help_text: str) -> click.Group:
    """`tarazy <service> serve|migrate`; `make` reads the settings and composes the service."""

    @click.group(name, help=help_text)
    def group() -> None:
        pass

    @group.command("serve")
    def serve_command() -> None:
        """Run the service until it is told to stop."""
        # What a service needs to run takes longer to load than most commands to do their work.
        from tarazy_shared.lifecycle import serve

        serve(make())

    @group.command("migrate")
    def migrate_command() -> None:
        """Bring the service's database to the newest schema."""
        service = make()
        configure_logs(name, level=service.settings.log_level)
        url = service.settings.owner_database_url or service.settings.database_url
        ran = asyncio.run(_migrate(service, url.get_secret_value()))
        click.echo("\n".join(f"applied {file}" for file in ran) or "nothing to do: the schema is current")

    return group


async def _migrate(service: "Service", url: str) -> list[str]:
    ran = await migrate(url, service.migrations)
    if service.after_migrating:
        await service.after_migrating(url)
    return ran
