"""A certificate on paper, with the code and the address at which anybody can check it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words
from tarazy_shared.printing.sheet import Sheet

from tarazy_hr.adapters.education.certificates import Certificate, code_shown
from tarazy_hr.domain.education.session import Session


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a certificate."""

    certificate: Certificate
    session: Session
    name: str
    """Of its holder."""
    provider: str
    court: str
    """That held the session and certifies."""
    address: str
    """Where the code is checked."""


def certificate_pdf(paper: Paper, reader: Reader) -> bytes:
    """The PDF, the same bytes whenever it is made."""
    certificate, programme = paper.certificate, paper.session.programme
    words, language = Words("tarazy_hr", reader), reader.language
    made_at = datetime(certificate.issued_on.year, certificate.issued_on.month, certificate.issued_on.day, tzinfo=UTC)
    code = code_shown(certificate.code)
    sheet = Sheet(words.gettext(message("Certificate of training")), language, made_at, code)
    sheet.heading(paper.name, 2)
    sheet.text_block(words.gettext(message("has completed the programme")))
    sheet.heading(str(getattr(programme.name, language)), 2)
    until = certificate.expires_on
    pairs = [
        (words.gettext(message("Days of training")), days_of(paper.session, reader)),
        (words.gettext(message("Provider")), paper.provider),
        (words.gettext(message("Certified by")), paper.court),
        (words.gettext(message("Hours of teaching")), reader.number(round(programme.minutes / 60, 1))),
        (words.gettext(message("Issued on")), reader.day(certificate.issued_on)),
        (
            words.gettext(message("Valid to")),
            words.gettext(message("without an end")) if until is None else reader.day(until - timedelta(days=1)),
        ),
        (words.gettext(message("Code")), code),
    ]
    sheet.facts(pairs)
    sheet.heading(words.gettext(message("Contents")), 3)
    for module in programme.modules:
        hours = words.gettext(message("%(hours)s hours"), hours=reader.number(round(module.minutes / 60, 1)))
        sheet.text_block(f"{getattr(module.name, language)} ({hours})")
    sheet.heading(words.gettext(message("How to check it")), 3)
    sheet.text_block(words.gettext(message("Anybody can check this certificate by its code:")))
    sheet.text_block(paper.address)
    return sheet.finished()


def days_of(session: Session, reader: Reader) -> str:
    """The first and the last day, once where they are the same."""
    first, last = (reader.day(session.parts[part].starts_at) for part in (0, -1))
    return first if first == last else f"{first} – {last}"
