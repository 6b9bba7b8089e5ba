"""Signing in with a sign-on service, and all the ways in which it must not work."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from pydantic import SecretStr
from tarazy_shared.sign_in.oidc.provider import DOWN_PAUSE, READ_AGAIN_AFTER, UNKNOWN_KEY_PAUSE, Provider, signing_keys
from tarazy_shared.sign_in.oidc.sign_on import LASTS, Client, SignInRefusedError, SignOn
from tarazy_shared.sign_in.port import SignOnAwayError

from tests.clocks import SteppingClock
from tests.sign_on import CLIENT, ISSUER, SECRET, SignOnService

TOKEN = SecretStr("a token of the tests")
BACK = "https://hr.test/sign-in/callback"


@pytest.fixture
def service() -> SignOnService:
    return SignOnService(SteppingClock(datetime(2026, 11, 24, 6, tzinfo=UTC)))


@pytest.fixture
def sign_on(service: SignOnService) -> SignOn:
    provider = Provider(ISSUER, service.clock, transport=service.transport)
    return SignOn(provider, Client(CLIENT, SecretStr(SECRET), BACK), TOKEN, service.clock)


async def test_somebody_signs_in_and_goes_where_they_wanted(service: SignOnService, sign_on: SignOn) -> None:
    address, cookie = await sign_on.begin("/courts/kz-1/desk")
    back = service.authorise(address, "aigul")
    assert await sign_on.finish(back, cookie) == (f"oidc {ISSUER} aigul", "/courts/kz-1/desk")


async def test_a_code_opens_once(service: SignOnService, sign_on: SignOn) -> None:
    address, cookie = await sign_on.begin("/")
    back = service.authorise(address, "aigul")
    await sign_on.finish(back, cookie)
    with pytest.raises(SignInRefusedError, match="invalid_grant"):
        await sign_on.finish(back, cookie)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "another"}, "the state is another"),
        ({"iss": "https://elsewhere.test"}, "another service"),
        ({"code": None, "error": "access_denied"}, "access_denied"),
    ],
)
async def test_what_comes_back_wrong_signs_nobody_in(
    service: SignOnService, sign_on: SignOn, change: dict[str, str | None], why: str
) -> None:
    address, cookie = await sign_on.begin("/")
    back = service.authorise(address, "aigul") | change
    with pytest.raises(SignInRefusedError, match=why):
        await sign_on.finish({name: value for name, value in back.items() if value is not None}, cookie)


async def test_a_code_of_another_browser_signs_nobody_in(service: SignOnService, sign_on: SignOn) -> None:
    """The attacker's own code and state in the browser of somebody who began to sign in, or did not."""
    theirs, _ = await sign_on.begin("/")
    _, cookie = await sign_on.begin("/")
    back = service.authorise(theirs, "attacker")
    with pytest.raises(SignInRefusedError, match="the state is another"):
        await sign_on.finish(back, cookie)
    with pytest.raises(SignInRefusedError, match="has not begun"):
        await sign_on.finish(back, "")


async def test_a_sign_in_takes_ten_minutes_at_most(service: SignOnService, sign_on: SignOn) -> None:
    address, cookie = await sign_on.begin("/")
    back = service.authorise(address, "aigul")
    service.clock.step(LASTS)
    with pytest.raises(SignInRefusedError, match="too long ago"):
        await sign_on.finish(back, cookie)


@pytest.mark.parametrize("claims", [{"nonce": "another"}, {"nonce": None}, {"azp": "other"}, {"aud": "other"}])
async def test_an_id_token_for_something_else_signs_nobody_in(
    service: SignOnService, sign_on: SignOn, claims: dict[str, Any]
) -> None:
    service.more_claims = claims
    address, cookie = await sign_on.begin("/")
    with pytest.raises(SignInRefusedError):
        await sign_on.finish(service.authorise(address, "aigul"), cookie)


async def test_an_access_token_of_a_program_is_taken(service: SignOnService, sign_on: SignOn) -> None:
    assert await sign_on.identify(service.token("registry", aud=["other", CLIENT])) == f"oidc {ISSUER} registry"


def _none(service: SignOnService) -> str:
    header, claims = ({"alg": "none", "kid": "first"}, {"iss": ISSUER, "sub": "x", "aud": CLIENT})
    encoded = [urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
    return ".".join([*encoded, ""])


def _with_public_key_as_secret(service: SignOnService) -> str:
    """The classic confusion: HMAC under the service's public key, which everybody knows."""
    now = int(service.clock().timestamp())
    claims = {"iss": ISSUER, "sub": "x", "aud": CLIENT, "iat": now, "exp": now + 60}
    return jwt.encode(claims, "k" * 64, algorithm="HS256", headers={"kid": "first"})


def _of_another_key(service: SignOnService) -> str:
    stranger = SignOnService(service.clock)
    return stranger.token("aigul")


def _without_key_id(service: SignOnService) -> str:
    key = service.keys["first"]
    return jwt.encode({"iss": ISSUER, "sub": "x", "aud": CLIENT, "iat": 0, "exp": 9_999_999_999}, key, "ES256")


@pytest.mark.parametrize(
    "make",
    [
        _none,
        _with_public_key_as_secret,
        _of_another_key,
        _without_key_id,
        lambda service: service.token("x", aud="another"),
        lambda service: service.token("x", aud=None),
        lambda service: service.token("x", iss="https://elsewhere.test"),
        lambda service: service.token("x", exp=None),
        lambda service: service.token("x", exp="soon"),
        lambda service: service.token("x", sub=None),
        lambda service: service.token("x", sub=""),
        lambda service: service.token("x", nonce="an ID token"),
        lambda service: service.token("x", typ="ID"),
        lambda service: service.token("x")[:-4] + "AAAA",
        lambda service: "a.b.c",
        lambda service: "no token",
        lambda service: f"{'x' * 20_000}.y.z",
    ],
)
async def test_a_token_that_is_not_for_us_is_nobodys(
    service: SignOnService, sign_on: SignOn, make: Callable[[SignOnService], str]
) -> None:
    assert await sign_on.identify(make(service)) is None


@pytest.mark.parametrize(
    ("seconds", "is_taken"),
    [(359, True), (360, False), (-60, True), (-61, False)],
    ids=["late", "over", "early", "not yet"],
)
async def test_clocks_may_differ_by_a_minute(
    service: SignOnService, sign_on: SignOn, seconds: int, is_taken: bool
) -> None:
    token = service.token("aigul")
    service.clock.step(timedelta(seconds=seconds))
    assert (await sign_on.identify(token) is not None) == is_taken


async def test_a_new_key_is_found_and_a_withdrawn_one_runs_out(service: SignOnService, sign_on: SignOn) -> None:
    old = service.token("aigul", exp=int(service.clock().timestamp()) + 90_000)
    assert await sign_on.identify(old)
    service.rotate("second")
    service.clock.step(UNKNOWN_KEY_PAUSE)
    assert await sign_on.identify(service.token("aigul"))
    assert await sign_on.identify(old) is None


async def test_keys_are_read_again_after_an_hour(service: SignOnService, sign_on: SignOn) -> None:
    old = service.token("aigul", exp=int(service.clock().timestamp()) + 90_000)
    assert await sign_on.identify(old)
    service.rotate("second")
    assert await sign_on.identify(old), "known for an hour"
    service.clock.step(READ_AGAIN_AFTER + timedelta(seconds=1))
    assert await sign_on.identify(old) is None


async def test_made_up_key_ids_do_not_have_the_service_asked_each_time(service: SignOnService, sign_on: SignOn) -> None:
    assert await sign_on.identify(service.token("aigul"))
    service.rotate("second")
    for _ in range(5):
        assert await sign_on.identify(service.token("aigul")) is None
    assert service.asked.count("certs") == 1


async def test_a_service_that_is_down_is_said_so(service: SignOnService, sign_on: SignOn) -> None:
    service.is_down = True
    with pytest.raises(SignOnAwayError):
        await sign_on.begin("/")
    with pytest.raises(SignOnAwayError):
        await sign_on.identify(service.token("aigul"))


async def test_a_service_that_is_down_is_not_asked_by_everybody(service: SignOnService, sign_on: SignOn) -> None:
    service.is_down = True
    for _ in range(5):
        with pytest.raises(SignOnAwayError):
            await sign_on.identify(service.token("aigul"))
    assert len(service.asked) == 1
    service.is_down = False
    service.clock.step(DOWN_PAUSE)
    assert await sign_on.identify(service.token("aigul"))


async def test_a_description_of_another_service_is_no_use(service: SignOnService, sign_on: SignOn) -> None:
    service.issuer = "https://elsewhere.test"
    with pytest.raises(SignOnAwayError, match="elsewhere"):
        await sign_on.begin("/")


async def test_a_secret_among_the_keys_is_passed_over(service: SignOnService) -> None:
    said = {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "a"}, {"kty": "RSA", "kid": "b"}, {"kid": "c"}, 1]}
    assert signing_keys(said) == {}
