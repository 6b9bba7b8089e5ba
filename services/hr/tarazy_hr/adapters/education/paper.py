"""A certificate on paper, with the code and the address at which anybody can check it."""

from datetime import UTC, datetime, timedelta

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words
from tarazy_shared.printing.sheet import Sheet

from tarazy_hr.adapters.education.certificates import Certificate, code_shown
from tarazy_hr.domain.education.session import Session


def certificate_pdf(
    certificate: Certificate, session: Session, name: str, provider: str, address: str, reader: Reader
) -> bytes:
    """The PDF, the same bytes whenever it is made. `address`: where the code is checked."""
    words, language, programme = Words("tarazy_hr", reader), reader.language, session.programme
    made_at = datetime(certificate.issued_on.year, certificate.issued_on.month, certificate.issued_on.day, tzinfo=UTC)
    code = code_shown(certificate.code)
    sheet = Sheet(words.gettext(message("Certificate of training")), language, made_at, code)
    sheet.heading(name, 2)
    sheet.text_block(words.gettext(message("has completed the programme")))
    sheet.heading(str(getattr(programme.name, language)), 2)
    until = certificate.expires_on
    pairs = [
        (words.gettext(message("Held")), f"{reader.day(made_of(session, 0))} – {reader.day(made_of(session, -1))}"),
        (words.gettext(message("Provider")), provider),
        (words.gettext(message("Hours of teaching")), reader.number(programme.minutes / 60)),
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
        sheet.text_block(f"{getattr(module.name, language)} · {reader.number(module.minutes / 60)}")
    sheet.heading(words.gettext(message("How to check it")), 3)
    sheet.text_block(words.gettext(message("Anybody can check this certificate by its code:")))
    sheet.text_block(address)
    return sheet.finished()


def made_of(session: Session, part: int) -> datetime:
    """When a part began; by `reader.day` the day of it."""
    return session.parts[part].starts_at
