"""Where text messages are handed over: an SMS centre by SMPP, or a gateway by HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from tarazy_shared.errors import ConfigurationError

_USUAL = {"smpp": 2775, "smpps": 3550}
_NAMES = ("to", "from", "text", "reference", "id")
_SHAPE = (
    "TARAZY_NOTIFICATIONS_SMS_URL must be smpp://user:password@host:port, smpps://user:password@host:port,"
    " https://host/path or http://host/path"
)


@dataclass(frozen=True, slots=True)
class SmppServer:
    """An SMS centre."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool


@dataclass(frozen=True, slots=True)
class HttpServer:
    """A gateway that takes a POST for each message."""

    url: str = field(repr=False)
    token: str | None = field(repr=False, default=None)
    """Shown as a bearer token."""
    names: Mapping[str, str] = field(default_factory=lambda: {name: name for name in _NAMES})
    """What the gateway calls the fields: `to`, `from`, `text`, `reference` of what it is sent, `id` of its answer."""


def server_at(url: str, token: str | None = None, names: str | None = None) -> SmppServer | HttpServer:
    """Read the settings. Raises `ConfigurationError` for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ConfigurationError(_SHAPE) from None
    if parts.scheme in _USUAL and parts.hostname and parts.username:
        user, password = unquote(parts.username), unquote(parts.password or "")
        if not (user.isascii() and password.isascii() and len(user) <= 15 and len(password) <= 8):
            raise ConfigurationError(
                "TARAZY_NOTIFICATIONS_SMS_URL: SMPP 3.4 takes a user of 15 and a password of 8 letters"
            )
        return SmppServer(parts.hostname, port or _USUAL[parts.scheme], user, password, parts.scheme == "smpps")
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.username:
        return HttpServer(url, token, _names(names))
    raise ConfigurationError(_SHAPE)


def _names(text: str | None) -> dict[str, str]:
    """`to=phone,text=message`: what is not named keeps its name."""
    found = {name: name for name in _NAMES}
    for pair in (text or "").replace(" ", "").split(","):
        if not pair:
            continue
        ours, is_pair, theirs = pair.partition("=")
        if not is_pair or not theirs or ours not in found:
            raise ConfigurationError(
                f"TARAZY_NOTIFICATIONS_SMS_FIELDS must be like to=phone,text=message, of {', '.join(_NAMES)};"
                f" not {pair}"
            )
        found[ours] = theirs
    return found
