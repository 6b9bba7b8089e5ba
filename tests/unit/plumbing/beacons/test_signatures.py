"""Only what the beacon has signed is used."""

import pytest
from tarazy_shared.beacons import signatures
from tarazy_shared.beacons.drand import QUICKNET, QUICKNET_KEY
from tarazy_shared.beacons.signatures import PublicKey
from tarazy_shared.beacons.source import RoundRefused

from tests.unit.plumbing.beacons.real_rounds import RANDOMNESS, SIGNATURES

KEY = PublicKey.read(QUICKNET_KEY)
ZERO_OF_G1 = "c0" + "00" * 47
ZERO_OF_G2 = "c0" + "00" * 95


@pytest.mark.parametrize("number", [1000, 657413])
def test_real_rounds_are_right(number: int) -> None:
    beacon = signatures.checked(QUICKNET.chain, KEY, number, SIGNATURES[number], RANDOMNESS[number])
    assert beacon.round == number
    assert beacon.randomness == RANDOMNESS[number]
    assert beacon.signature == SIGNATURES[number]


@pytest.mark.parametrize(
    "signature",
    [
        SIGNATURES[657413],
        SIGNATURES[1000][:-1] + "8",
        "a" + SIGNATURES[1000][1:],
        ZERO_OF_G1,
        SIGNATURES[1000][:-2],
        SIGNATURES[1000] + "00",
        "00" * 48,
        "not hexadecimal",
        "",
    ],
)
def test_a_wrong_signature_is_refused(signature: str) -> None:
    with pytest.raises(RoundRefused) as refused:
        signatures.checked(QUICKNET.chain, KEY, 1000, signature)
    assert [code for code, _ in refused.value.faults] == ["wrong_signature"]


def test_a_right_signature_under_another_key_is_refused() -> None:
    other = signatures.public_key_of(signatures.secret_key("another"))
    with pytest.raises(RoundRefused):
        signatures.checked(QUICKNET.chain, other, 1000, SIGNATURES[1000])


def test_randomness_that_does_not_follow_from_the_signature_is_refused() -> None:
    with pytest.raises(RoundRefused) as refused:
        signatures.checked(QUICKNET.chain, KEY, 1000, SIGNATURES[1000], RANDOMNESS[657413])
    assert [code for code, _ in refused.value.faults] == ["wrong_randomness"]


def test_digits_are_kept_small_as_verifiers_compare_them() -> None:
    beacon = signatures.checked(QUICKNET.chain, KEY, 1000, SIGNATURES[1000].upper(), RANDOMNESS[1000].upper())
    assert (beacon.signature, beacon.randomness) == (SIGNATURES[1000], RANDOMNESS[1000])


@pytest.mark.parametrize("text", [ZERO_OF_G2, "00" * 96, QUICKNET_KEY[:-2], "ff" * 96])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PublicKey.read(text)
