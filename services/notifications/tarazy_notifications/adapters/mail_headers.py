"""Headers of mails: words and names from outside can neither end nor steer one."""

from binascii import b2a_base64
from datetime import datetime
from email.charset import SHORTEST, Charset
from email.header import Header
from email.headerregistry import Address
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import lru_cache
from unicodedata import category

_STEERING = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's controls and ends of lines and paragraphs: what could end or steer a header."""

_SEVEN_BIT = SMTP.clone(cte_type="7bit")


def ascii_domain(address: str) -> str:
    """The mailbox with its domain as the DNS spells it."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return f"{local}@{domain}"
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def plain(name: str, value: str) -> bytes:
    """A header that is ours alone. Raises ValueError for anything that could end or steer it."""
    if not (value.isascii() and value.isprintable()):
        raise ValueError(f"{name} cannot hold {value!r}")
    return f"{name}: {value}\r\n".encode()


@lru_cache(maxsize=256)
def date(at: datetime) -> bytes:
    """When it was written."""
    return plain("Date", format_datetime(at))


@lru_cache(maxsize=256)
def subject(text: str, international: bool) -> bytes:
    """Words from outside, as they are where the mail is `international`."""
    if international:
        return _folded("Subject", text, international)
    return f"Subject: {encoded_words('Subject', text)}\r\n".encode()


@lru_cache(maxsize=1024)
def people(name: str, display: str, mailbox: str) -> bytes:
    """A header of one mailbox with a name. The address is checked by the library, the name is not: see `_named_by`."""
    # Quoted where it has to be; one that holds an end of line is refused.
    address = Address("", *mailbox.rsplit("@", 1)).addr_spec
    if not mailbox.isascii():
        address = _folded(name, Address("", *mailbox.rsplit("@", 1)), True).decode().partition(": ")[2].strip()
    return f"{name}: {_named_by(name, display, address)}\r\n".encode() if display else f"{name}: {address}\r\n".encode()


def _named_by(name: str, display: str, address: str) -> str:
    """The name as a quoted string where it fits into the line and has nothing to escape, else as encoded words.

    Python 3.11 folds a long quoted name without its quotes: what looked like an address in it became one.
    """
    quoted = f"{display} <{address}>" if display.replace(" ", "").isalnum() else f'"{display}" <{address}>'
    if display.isascii() and not set(display) & set('"\\') and len(f"{name}: {quoted}") <= 78:
        return quoted
    return f"{encoded_words(name, display, 'utf-8')}\r\n <{address}>"


UTF8 = Charset("utf-8")
UTF8.header_encoding = SHORTEST
"""Our own: libraries change the common one, Apprise among them, and mails written again would not be the same."""


def encoded_words(name: str, text: str, charset: str | None = None) -> str:
    """Words as RFC 5322 folds them, those outside ASCII as RFC 2047 writes them.

    The policies of Python 3.11 lose the space where they break a text into two encoded words (`14 декабря` was read
    as `14декабря`); the older `Header` keeps it inside.
    """
    if any(category(character) in _STEERING for character in text):
        raise ValueError(f"{name} cannot hold {text!r}")
    charset = charset or ("us-ascii" if text.isascii() else "utf-8")
    if charset == "utf-8" and _is_shorter_in_base64(text):
        return _in_base64(name, text)
    chosen = UTF8 if charset == "utf-8" else charset
    return Header(text, chosen, maxlinelen=75, header_name=name).encode(linesep="\r\n")


_WORD, _WORD_ENDS = "=?utf-8?b?", "?="
_FITS = 75 - len(_WORD) - len(_WORD_ENDS)
"""Letters of base64 in a line that begins with an encoded word."""


def _is_shorter_in_base64(text: str) -> bool:
    """Whether it certainly is: each byte outside ASCII takes three letters the other way (RFC 2047, section 4.2)."""
    inside = sum(map(str.isascii, text))
    size = len(text.encode())
    return (size + 2) // 3 * 4 < inside + 3 * (size - inside)


def _in_base64(name: str, text: str) -> str:
    """As `Header` writes it, which tries every beginning of the text for every word."""
    found, word, room = [], bytearray(), (_FITS - len(name) - 2) // 4 * 3
    for character in text:
        encoded = character.encode()
        if len(word) + len(encoded) > room:
            found.append(bytes(word))
            word.clear()
            room = (_FITS - 1) // 4 * 3
        word += encoded
    words = (f"{_WORD}{b2a_base64(one, newline=False).decode()}{_WORD_ENDS}" for one in [*found, bytes(word)])
    return "\r\n ".join(words)


def _folded(name: str, value: str | Address, international: bool) -> bytes:
    """A header with words from outside, encoded and folded by the standard library, which refuses line ends."""
    policy = SMTPUTF8 if international else _SEVEN_BIT
    _, parsed = policy.header_store_parse(name, value)
    return policy.fold_binary(name, parsed)
