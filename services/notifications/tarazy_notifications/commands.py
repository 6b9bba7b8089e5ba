"""What notifications adds to `tarazy`: `notifications …`, and `verify-notices` for whoever holds a proof of notice."""

from typing import TYPE_CHECKING

import click
from tarazy_shared import audit_trail
from tarazy_shared.access_commands import key_command, permissions_command
from tarazy_shared.audit_verifying import verifying_command
from tarazy_shared.commands import service_commands

from tarazy_notifications.adapters.evidence import seals
from tarazy_notifications.adapters.evidence.commands import erase_case, proof, verify_files
from tarazy_notifications.adapters.texts.commands import preview
from tarazy_notifications.domain.access.matrix import RIGHTS

if TYPE_CHECKING:
    from tarazy_shared.lifecycle import Service


NAME = "notifications"


def _make() -> "Service":
    """The service. Loaded where it is asked for: the other commands start in a third of the time without it."""
    from tarazy_notifications.main import make_service

    return make_service()


def commands() -> list[click.Command]:
    """What this package adds to `tarazy`."""
    notifications = service_commands(NAME, _make, "Notices of hearings to everyone concerned.")
    notifications.add_command(key_command(NAME, RIGHTS))
    notifications.add_command(permissions_command(RIGHTS, "docs/notifications.md"))
    notifications.add_command(
        verifying_command("verify-audit", NAME, audit_trail.in_order, "the audit trail of notifications")
    )
    notifications.add_command(
        verifying_command("verify-evidence", NAME, seals.in_order, "the evidence that notifications keeps of notices")
    )
    notifications.add_command(proof)
    notifications.add_command(erase_case)
    notifications.add_command(preview)
    return [notifications, verify_files]
