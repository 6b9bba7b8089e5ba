"""Who sits at a court's board: a short-lived cookie that was given for the service's token.

It holds for the board of one court alone, and nothing of it is kept on the server: it is signed with a key made of the
token, so that a new token ends all of them. Each form carries a second signature that no other site can know.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from pydantic import SecretStr

LASTS = timedelta(hours=4)
"""From signing in on."""
COOKIE = "tarazy_board"
MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at a court's board, until an instant."""

    court_id: str
    person_id: UUID
    """Who answers for what is ordered."""
    ends_at: datetime
    nonce: str

    @property
    def text(self) -> str:
        return f"{self.court_id} {self.person_id} {int(self.ends_at.timestamp())} {self.nonce}"


class Sessions:
    """Makes and reads cookies of one service."""

    def __init__(self, token: SecretStr) -> None:
        self._key = sha256(b"the board of a court " + token.get_secret_value().encode()).digest()

    def begin(self, court_id: str, person_id: UUID, now: datetime) -> Session:
        """Somebody has shown the token."""
        return Session(court_id, person_id, now + LASTS, secrets.token_urlsafe(12))

    def cookie(self, session: Session) -> str:
        """What the browser keeps."""
        return f"{urlsafe_b64encode(session.text.encode()).decode()}.{self._sign('session', session.text)}"

    def read(self, cookie: str, court_id: str, now: datetime) -> Session | None:
        """The session of this court that a cookie stands for; None if it is forged, over or another court's."""
        text, _, signature = cookie.partition(".")
        if len(cookie) > MOST_CHARACTERS or not cookie.isascii():
            return None
        try:
            said = urlsafe_b64decode(text.encode()).decode()
        except ValueError:
            return None
        if not hmac.compare_digest(signature, self._sign("session", said)):
            return None
        of_court, person_id, ends, nonce = said.split(" ")
        session = Session(of_court, UUID(person_id), datetime.fromtimestamp(int(ends), UTC), nonce)
        return session if session.court_id == court_id and now < session.ends_at else None

    def form_token(self, session: Session) -> str:
        """What each form of the session carries."""
        return self._sign("form", session.text)

    def is_form_of(self, session: Session, token: str) -> bool:
        """Whether a form was given out in this session."""
        return token.isascii() and hmac.compare_digest(token, self.form_token(session))

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self._key, f"{purpose} {text}".encode(), sha256).hexdigest()
