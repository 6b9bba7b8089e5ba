"""Who asks: keys for trials, and signing in with them."""

from uuid import UUID

import httpx
from pydantic import SecretStr
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.who import Role

from tests.integration.notifications.court import COURT

TOKEN = "a-token-for-tests-only"
KEYS = DevelopmentKeys.of(SecretStr(TOKEN))


def bearer(role: Role, court: str | None = COURT, person: UUID | None = None) -> dict[str, str]:
    """A key shown by a program."""
    return {"Authorization": f"Bearer {KEYS.make(role, court, person)}"}


async def sign_in(browser: httpx.AsyncClient, role: Role, court: str | None = COURT) -> str:
    """Sign in; gives the token that forms carry."""
    page = await browser.post("/sign-in", data={"key": KEYS.make(role, court)})
    assert page.status_code == 200
    return form_token(page.text)


def form_token(page: str) -> str:
    return page.split('name="form_token" value="')[1].split('"')[0]
