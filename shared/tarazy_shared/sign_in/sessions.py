"""Who is signed in, in a browser: a short-lived signed cookie. Nothing of it is kept on the server."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from tarazy_shared.sign_in.signed import Signer

LASTS = timedelta(hours=4)
"""From signing in on."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in until an instant. What they may do is looked up with each request."""

    subject: str
    ends_at: datetime
    nonce: str

    @property
    def text(self) -> str:
        return json.dumps([self.subject, int(self.ends_at.timestamp()), self.nonce], ensure_ascii=False)


class Sessions:
    """Makes and reads the cookies of one service."""

    def __init__(self, token: SecretStr) -> None:
        self._cookies = Signer(token, "session")
        self._forms = Signer(token, "form")

    def begin(self, subject: str, now: datetime) -> Session:
        """Somebody has signed in: a new session each time, whatever the browser brought."""
        return Session(subject, now + LASTS, secrets.token_urlsafe(12))

    def cookie(self, session: Session) -> str:
        """What the browser keeps."""
        return self._cookies.wrap(session.text)

    def read(self, cookie: str, now: datetime) -> Session | None:
        """The session that a cookie stands for; None if it is forged or over."""
        text = self._cookies.unwrap(cookie)
        if text is None:
            return None
        subject, ends, nonce = json.loads(text)
        session = Session(subject, datetime.fromtimestamp(ends, UTC), nonce)
        return session if now < session.ends_at else None

    def form_token(self, session: Session) -> str:
        """What each form of the session carries; no other site can know it."""
        return self._forms.sign(session.text)

    def is_form_of(self, session: Session, token: str) -> bool:
        """Whether a form was given out in this session."""
        return self._forms.is_signed(session.text, token)
