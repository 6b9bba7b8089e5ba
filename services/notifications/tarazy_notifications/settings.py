"""Settings of notifications: `TARAZY_NOTIFICATIONS_...`, and `TARAZY_SMTP_URL` of the whole installation."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from tarazy_shared.contracts.contact import is_mailbox
from tarazy_shared.settings import Duration
from tarazy_shared.sign_in.settings import SignInSettings

KEY_LENGTH = 32


def _mailbox(address: str) -> str:
    if not is_mailbox(address) or not address.isascii():
        raise ValueError("must be one mailbox in ASCII, such as notices@court.example")
    return address


def _set(text: object) -> object:
    """An empty setting is none."""
    return text or None


def _address(url: str) -> str:
    parts = urlsplit(url)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or not url.isascii()
    ):
        raise ValueError("must be http:// or https:// with a host, such as https://notices.court.example")
    return url.rstrip("/")


def _strong(key: SecretStr | None) -> SecretStr | None:
    if key is not None and len(key.get_secret_value()) < KEY_LENGTH:
        raise ValueError(f"must have {KEY_LENGTH} characters or more, such as `openssl rand -hex 32` gives")
    return key


def _strong_each(keys: SecretStr | None) -> SecretStr | None:
    for key in keys.get_secret_value().split(",") if keys else ():
        _strong(SecretStr(key))
    return keys


def _long_enough(lease: timedelta) -> timedelta:
    if lease < timedelta(seconds=5):
        raise ValueError("must be at least PT5S: a mail may take up to half of it")
    return lease


class Settings(SignInSettings, service="notifications"):
    """What notifications needs beside what every service does."""

    oidc_client_id: str = Field(default="tarazy-notifications", min_length=1, max_length=200)
    """What notifications is called at the sign-on service; access tokens must be for this audience."""

    smtp_url: SecretStr | None = Field(default=None, validation_alias="TARAZY_SMTP_URL")
    """`smtp://[user:password@]host:port`, or `smtp+starttls://`, `smtps://`. Without it e-mail fails (`no_gateway`)."""
    mail_from: Annotated[str, AfterValidator(_mailbox)] = "notices@tarazy.invalid"
    """The mailbox that mails come from; where a court has no mailbox of its own, also its organizer of hearings."""
    simulated_recipients: bool = False
    """Allows recipients that are only there to try things out, such as `bounced@simulated.tarazy.invalid`; always so in
    the embedded default. Nothing to them leaves the house, allowed or not."""
    lanes: int = Field(default=32, ge=1, le=50)
    """Connections to the mail server of one process, each with one mail at a time; idle ones cost nothing. Mail servers
    limit those of one address: Postfix takes 50."""
    send_lease: Annotated[Duration, AfterValidator(_long_enough)] = timedelta(seconds=30)
    """How long a sender may hold a notice before it is taken for dead. A mail may take up to half of it. ISO 8601."""
    smtp_timeout: float = Field(default=10.0, gt=0, le=300)
    """Seconds to wait for the answer to one command."""
    replies_at: Annotated[str | None, BeforeValidator(_set)] = None
    """`lmtp://host:port` or `smtp://host:port`: where answers of calendars are taken in, as the court's mail server
    hands them over. No password and no TLS: let only that server reach it. Without it nobody is asked for an answer."""
    replies_to: Annotated[Annotated[str, AfterValidator(_mailbox)] | None, BeforeValidator(_set)] = None
    """The mailbox whose mails the mail server hands over there; calendars then know it as the organizer of hearings.
    Without it answers go to each court's own mailbox, whose mail server has to hand them over."""
    replies_vouched_by: Annotated[str | None, BeforeValidator(_set)] = None
    """The name with which the court's mail server signs `Authentication-Results` (RFC 8601). Where it is set, answers
    count only if it says `dmarc=pass`; without it a sender is believed to be who the mail says."""
    dkim_domain: Annotated[str | None, BeforeValidator(_set)] = None
    """Whose mails they are signed as (DKIM): the domain of `mail_from`, or one above it."""
    dkim_selector: Annotated[str | None, BeforeValidator(_set)] = None
    """Under which name the public key stands there: `SELECTOR._domainkey.DOMAIN`."""
    dkim_key: Annotated[SecretStr | None, BeforeValidator(_set)] = None
    """The private key in PEM: RSA of 2,048 bits or more, or Ed25519."""
    sms_url: Annotated[SecretStr | None, BeforeValidator(_set)] = None
    """`smpp://user:password@host:port`, `smpps://…`, or `https://host/path` of a gateway that takes a POST of JSON.
    Without it nobody is told by sms."""
    sms_from: Annotated[
        Annotated[str, Field(pattern=r"^(\+?[0-9]{3,15}|[A-Za-z0-9][A-Za-z0-9 ._-]{0,10})$")] | None,
        BeforeValidator(_set),
    ] = None
    """What telephones show as the sender: a number, a short code, or a name of up to eleven letters."""
    sms_token: Annotated[SecretStr | None, BeforeValidator(_set)] = None
    """Shown to the HTTP gateway as a bearer token."""
    sms_fields: Annotated[str | None, BeforeValidator(_set)] = None
    """What the HTTP gateway calls its fields, where they are not `to`, `from`, `text`, `reference` and `id`, such as
    `to=phone,text=message`."""
    bounces_to: Annotated[Annotated[str, AfterValidator(_mailbox)] | None, BeforeValidator(_set)] = None
    """The mailbox that mail servers tell of what could not be delivered: the sender on the envelope. Its mails have to
    be handed over at `replies_at` as well, where they are read. Without it they go to `mail_from`."""
    receipts_key: Annotated[SecretStr | None, BeforeValidator(_set), AfterValidator(_strong)] = None
    """What gateways show, or sign with, when they report at `POST /receipts/...`: 32 characters or more, also as
    `whsec_...`. Without it nothing is taken there."""
    public_url: Annotated[Annotated[str, AfterValidator(_address)] | None, BeforeValidator(_set)] = None
    """Where people reach this service from outside, such as `https://notices.court.example`: begins the links in mails
    to the page where one chooses how to be told. Without it mails have no links."""
    link_key: Annotated[SecretStr | None, BeforeValidator(_set), AfterValidator(_strong)] = None
    """What links in mails are signed with, 32 characters or more. Another key ends all links that were sent. Without it
    mails have no links."""
    survey_key: Annotated[SecretStr | None, BeforeValidator(_set), AfterValidator(_strong_each)] = Field(
        default=None, validation_alias="TARAZY_HR_SURVEY_KEY"
    )
    """What HR seals one-time tokens of surveys with, 32 characters or more. Of several with commas between, while one
    takes the place of another, each opens. Without it no invitation to a survey leaves."""
    hr_url: Annotated[Annotated[str, AfterValidator(_address)] | None, BeforeValidator(_set)] = Field(
        default=None, validation_alias="TARAZY_HR_PUBLIC_URL"
    )
    """Where people reach HR from outside, such as `https://hr.court.example`: begins the addresses at which they answer
    surveys. Without it no invitation leaves."""
    alerts_token: Annotated[SecretStr | None, BeforeValidator(_set), AfterValidator(_strong)] = None
    """What Alertmanager shows at `POST /alerts`, 32 characters or more; it opens nothing else. Without it nothing is
    taken there."""
    chat_rooms: Annotated[SecretStr | None, BeforeValidator(_set)] = None
    """Rooms of chat services, one in a line: `ops=tgram://token/chat`, as Apprise writes addresses. Needs the extra
    `chat` of this package. Rules and people have a room by its name, never by its address."""
    chat_inside: bool = False
    """Whether a chat service may stand in the own network."""
    webhook_key: Annotated[SecretStr | None, BeforeValidator(_set), AfterValidator(_strong)] = None
    """What the secrets of webhooks are computed from, 32 characters or more. Another key is another secret for every
    receiver. Without it no webhook is sent (`no_gateway`)."""
    webhook_trials: bool = False
    """Allows webhooks to http and to addresses inside the own network, to try things out; never where others write
    addresses."""
