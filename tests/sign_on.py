"""A small sign-on service for tests: OpenID Connect as the standard says it, in this process, keys and all."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from tests.clocks import SteppingClock

ISSUER = "https://sign-on.test/realms/tarazy"
CLIENT = "tarazy-hr"
SECRET = "secret of the client"

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass
class SignOnService:
    """Answers discovery, keys and codes. What it does wrong is set on it."""

    clock: SteppingClock
    issuer: str = ISSUER
    keys: dict[str, PrivateKey] = field(default_factory=lambda: {"first": ec.generate_private_key(ec.SECP256R1())})
    signs_with: str = "first"
    is_down: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    more_claims: dict[str, Any] = field(default_factory=dict)

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def authorise(self, address: str, subject: str) -> dict[str, str]:
        """Somebody enters their password at the address: what comes back with the browser."""
        query = dict(parse_qsl(urlsplit(address).query))
        assert (query["response_type"], query["client_id"], query["scope"]) == ("code", CLIENT, "openid")
        assert query["code_challenge_method"] == "S256"
        code = f"code {len(self.codes)}"
        self.codes[code] = query | {"sub": subject}
        return {"code": code, "state": query["state"], "iss": self.issuer}

    def token(self, subject: str, /, **claims: Any) -> str:
        """A token as it gives them out; a claim that is None is left out."""
        now = int(self.clock().timestamp())
        said = {"iss": self.issuer, "sub": subject, "aud": CLIENT, "iat": now, "exp": now + 300} | claims
        key = self.keys[self.signs_with]
        return jwt.encode(
            {name: value for name, value in said.items() if value is not None},
            key,
            algorithm="RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256",
            headers={"kid": self.signs_with},
        )

    def rotate(self, name: str, *, keep: bool = False) -> None:
        """Sign with a new key from now on."""
        self.keys = (self.keys if keep else {}) | {name: rsa.generate_private_key(65537, 2048)}
        self.signs_with = name

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path.rsplit("/", 1)[-1])
        if self.is_down:
            raise httpx.ConnectError("down")
        match self.asked[-1]:
            case "openid-configuration":
                names = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "certs"}
                return httpx.Response(
                    200, json={"issuer": self.issuer} | {name: f"{ISSUER}/{end}" for name, end in names.items()}
                )
            case "certs":
                return httpx.Response(200, json={"keys": [_public(name, key) for name, key in self.keys.items()]})
            case "token":
                return self._exchange(dict(parse_qsl(request.content.decode())))
        return httpx.Response(404, json={})

    def _exchange(self, form: dict[str, str]) -> httpx.Response:
        asked = self.codes.pop(form["code"], None)
        verifier = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        right = asked is not None and (verifier, form["client_secret"], form["redirect_uri"]) == (
            asked["code_challenge"],
            SECRET,
            asked["redirect_uri"],
        )
        if not right or asked is None:
            return httpx.Response(400, json={"error": "invalid_grant"})
        claims = {"nonce": asked["nonce"]} | self.more_claims
        return httpx.Response(200, json={"id_token": self.token(asked["sub"], **claims), "token_type": "Bearer"})


def _public(name: str, key: PrivateKey) -> dict[str, Any]:
    shown: dict[str, Any]
    if isinstance(key, rsa.RSAPrivateKey):
        shown = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    else:
        shown = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return shown | {"kid": name, "use": "sig"}
