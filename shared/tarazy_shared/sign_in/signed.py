"""Texts with a signature: whoever has the key knows that it was this service that wrote them."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from pydantic import SecretStr

MOST_CHARACTERS = 2000


class Signer:
    """Signs for one purpose, with a key made of a service's token: a new token ends all that was signed before."""

    def __init__(self, token: SecretStr, purpose: str) -> None:
        self._key = sha256(f"tarazy {purpose} ".encode() + token.get_secret_value().encode()).digest()

    def sign(self, text: str) -> str:
        """The signature alone, 64 hexadecimal digits."""
        return hmac.new(self._key, text.encode(), sha256).hexdigest()

    def is_signed(self, text: str, signature: str) -> bool:
        """Whether a signature is that of a text. In constant time."""
        return signature.isascii() and hmac.compare_digest(signature, self.sign(text))

    def wrap(self, text: str) -> str:
        """The text with its signature, for a cookie, a form or a header."""
        return f"{urlsafe_b64encode(text.encode()).decode().rstrip('=')}.{self.sign(text)}"

    def unwrap(self, wrapped: str) -> str | None:
        """The text that was wrapped; None if it was not wrapped here."""
        if len(wrapped) > MOST_CHARACTERS or not wrapped.isascii():
            return None
        encoded, _, signature = wrapped.partition(".")
        try:
            text = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
        except ValueError:
            return None
        # Several spellings decode to one text; only the one that was given out counts.
        return text if self.is_signed(text, signature) and self.wrap(text) == wrapped else None
