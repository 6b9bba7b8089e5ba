"""Signatures of beacons: the scheme `bls-unchained-g1-rfc9380` of drand's quicknet.

A round's message is SHA-256 of its number in 8 bytes, the highest first. The signature is a point of G1 with
e(signature, g2) = e(H(message), public key), where H is RFC 9380's hash to the curve under the tag below.
"""

import hashlib
from dataclasses import dataclass

from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar

from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.beacons.source import RoundRefused

SCHEME = "bls-unchained-g1-rfc9380"
TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A point of G2 that is not its zero, so that no signature is right by default."""

    point: G2Point

    @classmethod
    def read(cls, text: str) -> "PublicKey":
        """From 192 hexadecimal digits. Raises `ValueError`."""
        point = G2Point.from_compressed_bytes(bytes.fromhex(text))
        if point == G2Point.identity():
            raise ValueError("the zero of the group is no key")
        return cls(point)

    def __str__(self) -> str:
        return self.point.to_compressed_bytes().hex()


def checked(chain: str, key: PublicKey, number: int, signature: str, randomness: str | None = None) -> Beacon:
    """The round, if its signature is right and its randomness the one that follows. Raises `RoundRefused`."""
    try:
        raw = bytes.fromhex(signature)
        point = G1Point.from_compressed_bytes(raw)
    except ValueError as error:
        raise RoundRefused(number, ("wrong_signature", f"the signature cannot be read: {error}")) from error
    if not GT.pairing_check([point, -_message(number)], [G2Point(), key.point]):
        raise RoundRefused(number, ("wrong_signature", "the signature is not of this round and key"))
    return with_randomness(chain, number, raw, randomness)


def with_randomness(chain: str, number: int, signature: bytes, told: str | None) -> Beacon:
    """The round with SHA-256 of its signature, which is what was told, if anything was. Raises `RoundRefused`."""
    randomness = hashlib.sha256(signature).hexdigest()
    if told is not None and told.lower() != randomness:
        raise RoundRefused(number, ("wrong_randomness", "the randomness is not the hash of the signature"))
    return Beacon(chain, number, randomness, signature.hex())


def secret_key(secret: str) -> Scalar:
    """A key from any secret text."""
    return Scalar.from_be_bytes_mod_order(hashlib.sha256(secret.encode()).digest())


def public_key_of(key: Scalar) -> PublicKey:
    """What signatures with the key are checked with."""
    return PublicKey(G2Point() * key)


def sign(key: Scalar, number: int) -> str:
    """The signature of a round, in hexadecimal digits."""
    return bytes((_message(number) * key).to_compressed_bytes()).hex()


def _message(number: int) -> G1Point:
    return G1Point.hash_to_curve(hashlib.sha256(number.to_bytes(8, "big")).digest(), TAG)
