"""Signing in with a sign-on service: there and back again, by authorisation code with PKCE, state and nonce."""

import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

import structlog
from pydantic import SecretStr

from tarazy_shared.clock import Clock
from tarazy_shared.sign_in.oidc.provider import Provider
from tarazy_shared.sign_in.oidc.tokens import TokenRefusedError, claims_of
from tarazy_shared.sign_in.port import SignOnAwayError
from tarazy_shared.sign_in.signed import Signer

log = structlog.get_logger(__name__)

LASTS = timedelta(minutes=10)
"""For entering a password and whatever else the service asks."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at the sign-on service."""

    client_id: str
    secret: SecretStr | None
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One sign-in that has begun: what must come back, and what proves that it was this browser that began."""

    state: str
    nonce: str
    verifier: str
    ends_at: datetime
    wanted: str
    """The page to go to afterwards."""

    @property
    def challenge(self) -> str:
        """The verifier's hash, which the service gets at first (RFC 7636, S256)."""
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).decode().rstrip("=")


class SignInRefusedError(Exception):
    """Somebody came back, and is not signed in; the text says why, for the log."""


class SignOn:
    """One client at one sign-on service. `token` is our service's own: what is signed with it is ours."""

    def __init__(self, provider: Provider, client: Client, token: SecretStr, clock: Clock) -> None:
        self._provider = provider
        self._client = client
        self._flows = Signer(token, "sign-in flow")
        self._clock = clock

    @property
    def issuer(self) -> str:
        """The service, as it names itself."""
        return self._provider.issuer

    async def identify(self, credentials: str) -> str | None:
        """The account behind a program's access token; None if it is not one for us. Raises `SignOnAwayError`."""
        if credentials.count(".") != 2:
            return None
        try:
            claims = await claims_of(credentials, self._provider, self._client.client_id, self._clock())
            if "nonce" in claims or claims.get("typ") == "ID":
                raise TokenRefusedError("it is an ID token, which says who signed in and opens nothing")
        except TokenRefusedError as error:
            log.info("access token refused", why=str(error))
            return None
        return subject_of(self._provider.issuer, str(claims["sub"]))

    async def begin(self, wanted: str) -> tuple[str, str]:
        """Where to send the browser, and the cookie that it keeps meanwhile. Raises `SignOnAwayError`."""
        flow = Flow(
            secrets.token_urlsafe(24),
            secrets.token_urlsafe(24),
            secrets.token_urlsafe(48),
            self._clock() + LASTS,
            wanted,
        )
        query = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self._client.client_id,
            "redirect_uri": self._client.redirect_uri,
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        }
        address = (await self._provider.metadata()).authorization_endpoint
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}", self._wrap(flow)

    async def finish(self, query: Mapping[str, str], cookie: str) -> tuple[str, str]:
        """Whoever has come back, as account and the page that they wanted.

        Raises `SignInRefusedError`, and `SignOnAwayError` when the service does not answer.
        """
        flow = self._unwrap(cookie)
        if flow is None or self._clock() >= flow.ends_at:
            raise SignInRefusedError("this browser has not begun to sign in, or too long ago")
        if not hmac.compare_digest(query.get("state", "").encode(), flow.state.encode()):
            raise SignInRefusedError("the state is another")
        if query.get("iss", self._provider.issuer) != self._provider.issuer:
            raise SignInRefusedError("another service has answered")
        if "code" not in query:
            raise SignInRefusedError(f"the service says {query.get('error', 'nothing')[:100]!r}")
        token = await self._exchange(query["code"], flow)
        try:
            claims = await claims_of(token, self._provider, self._client.client_id, self._clock())
        except TokenRefusedError as error:
            raise SignInRefusedError(f"the ID token is not taken: {error}") from error
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), flow.nonce.encode()):
            raise SignInRefusedError("the nonce is another")
        if claims.get("azp", self._client.client_id) != self._client.client_id:
            raise SignInRefusedError("the ID token was given to another client")
        return subject_of(self._provider.issuer, str(claims["sub"])), flow.wanted

    async def _exchange(self, code: str, flow: Flow) -> str:
        """The code for an ID token."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.redirect_uri,
            "code_verifier": flow.verifier,
            "client_id": self._client.client_id,
        }
        if self._client.secret is not None:
            form["client_secret"] = self._client.secret.get_secret_value()
        said = await self._provider.ask("POST", (await self._provider.metadata()).token_endpoint, data=form)
        token = said.get("id_token")
        if not isinstance(token, str):
            raise SignInRefusedError(f"the service gives no ID token: {str(said.get('error', 'no reason'))[:100]!r}")
        return token

    def _wrap(self, flow: Flow) -> str:
        return self._flows.wrap(
            json.dumps([flow.state, flow.nonce, flow.verifier, int(flow.ends_at.timestamp()), flow.wanted])
        )

    def _unwrap(self, cookie: str) -> Flow | None:
        text = self._flows.unwrap(cookie)
        if text is None:
            return None
        state, nonce, verifier, ends, wanted = json.loads(text)
        return Flow(state, nonce, verifier, datetime.fromtimestamp(ends, UTC), wanted)


def subject_of(issuer: str, subject: str) -> str:
    """How an account of a sign-on service is named here: `oidc <issuer> <subject>`."""
    return f"oidc {issuer} {subject}"


def account_of(subject: str) -> tuple[str, str] | None:
    """Issuer and subject of an account; None for other accounts."""
    kind, _, rest = subject.partition(" ")
    issuer, _, name = rest.partition(" ")
    return (issuer, name) if kind == "oidc" and name else None


__all__ = ["Client", "SignInRefusedError", "SignOn", "SignOnAwayError", "account_of", "subject_of"]
