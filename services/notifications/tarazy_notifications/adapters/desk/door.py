"""The door of notifications: each route names a permission of the matrix, and only who has it is let in."""

from pydantic import SecretStr
from tarazy_shared import door
from tarazy_shared.door import Known
from tarazy_shared.lifecycle import Running
from tarazy_shared.sign_in.oidc.sign_on import SignOn
from tarazy_shared.sign_in.settings import sign_on_of
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.desk import accounts
from tarazy_notifications.domain.access.matrix import RIGHTS
from tarazy_notifications.settings import Settings

COOKIE = "tarazy_notifications"


class Door(door.Door):
    """Lets in whoever may."""

    def __init__(
        self, work: Work, token: SecretStr, *, takes_keys: bool = False, sign_on: SignOn | None = None
    ) -> None:
        known = Known(accounts.roles_of, accounts.who_has_account)
        super().__init__(work, token, RIGHTS, known, cookie=COOKIE, takes_keys=takes_keys, sign_on=sign_on)


def door_of(running: Running, settings: Settings) -> Door:
    """Who is let in, by the settings."""
    sign_on = sign_on_of(settings, running.clock)
    return Door(running.work, settings.token, takes_keys=settings.embedded, sign_on=sign_on)
