"""The door of HR: what `tarazy_shared.door` asks, answered by posts, accounts and grants."""

from datetime import datetime

from pydantic import SecretStr
from tarazy_shared import door
from tarazy_shared.database import Connection
from tarazy_shared.door import ANYBODY, Asking, Known, anybody, asking_of, forbidden, must
from tarazy_shared.sign_in.oidc.sign_on import SignOn
from tarazy_shared.unit_of_work import Work
from tarazy_shared.who import Who

from tarazy_hr.adapters import role_reading
from tarazy_hr.domain.access.accounts import AccountName
from tarazy_hr.domain.access.deciding import RIGHTS

__all__ = ["ANYBODY", "COOKIE", "Asking", "Door", "anybody", "asking_of", "forbidden", "must"]

COOKIE = "tarazy_hr"


class Door(door.Door):
    """Lets in whoever may."""

    def __init__(
        self, work: Work, token: SecretStr, *, takes_keys: bool = False, sign_on: SignOn | None = None
    ) -> None:
        known = Known(role_reading.roles_of, _who_has_account)
        super().__init__(work, token, RIGHTS, known, cookie=COOKIE, takes_keys=takes_keys, sign_on=sign_on)


async def _who_has_account(connection: Connection, subject: str, name: tuple[str, str], now: datetime) -> Who | None:
    return await role_reading.who_has_account(connection, subject, AccountName(*name), now)
