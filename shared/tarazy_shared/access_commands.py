"""The commands about access that services have: keys for trials, and the matrix as the documents show it."""

from uuid import UUID

import click
from pydantic import SecretStr

from tarazy_shared.installation import service_address
from tarazy_shared.rights import Rights
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.who import Role


def key_command(service: str, rights: Rights) -> click.Command:
    """`tarazy <service> key`."""
    text = f"""Print a key with which to sign in to the pages of {service} as ROLE.

    For trials: real courts use a sign-on service.
    """

    @click.command("key", help=text)
    @click.argument("role", type=click.Choice([role for role in rights.roles if role != "system"]))
    @click.option("--court", help="The court in which the role is held; all courts by default.")
    @click.option("--person", type=click.UUID, help="Who signs in; for whatever one may do about oneself.")
    @click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
    def key(role: Role, court: str | None, person: UUID | None, state: str | None) -> None:
        _, token = service_address(service, state)
        click.echo(DevelopmentKeys.of(SecretStr(token)).make(role, court, person))

    return key


def permissions_command(rights: Rights, document: str) -> click.Command:
    """`tarazy <service> permissions`."""

    @click.command("permissions", help=f"Print the matrix of permissions and roles as {document} shows it.")
    def permissions() -> None:
        click.echo(rights.table(), nl=False)

    return permissions
