"""Approved texts: one file for each event and language, with every role and channel in it.

`TARAZY_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/unit/notifications/texts/test_golden.py` writes them anew, and a
new edition into `texts/editions.json`. Then read every line that has changed.
"""

import json
import os
from importlib.resources import files
from pathlib import Path

from tarazy_notifications.adapters import previews
from tarazy_notifications.adapters.texts.samples import EVENTS
from tarazy_notifications.adapters.texts.wording import editions, hash_of
from tarazy_notifications.adapters.texts.words import LANGUAGES
from tarazy_notifications.domain.people import Language, Role

FOLDER = Path(__file__).parent.parent / "golden"
WRITES = bool(os.environ.get("TARAZY_WRITE_GOLDEN"))


def written(event: str, language: Language) -> str:
    """Everything that anybody is told of an event in a language. HTML and calendar once: the tests say how the others
    follow from the plain text."""
    roles = EVENTS[event].roles
    sections = [section for role in roles for section in _to(event, role, language)]
    first = previews.preview(event, "email", roles[0], language)
    sections.append(_section(f"html, to {roles[0]}", first.html or ""))
    if first.calendar:
        sections.append(_section(f"calendar, to {roles[0]}", first.calendar.decode().replace("\r", "")))
    return "\n".join(sections)


def _to(event: str, role: Role, language: Language) -> list[str]:
    mail = previews.preview(event, "email", role, language)
    message = previews.preview(event, "sms", role, language).sms
    entry = previews.preview(event, "inbox", role, language).entry
    hook = previews.preview(event, "webhook", role, language).payload
    assert message is not None
    assert entry is not None
    assert hook is not None
    pretty = json.dumps(json.loads(hook), ensure_ascii=False, indent=1)
    return [
        _section(f"email, to {role}", f"{mail.subject}\n\n{mail.plain}"),
        _section(f"sms, to {role}: {message.encoding}, {message.length}, {message.segments} parts", message.text),
        _section(f"inbox, to {role}", f"{entry.title}\n{entry.line}"),
        _section(f"webhook, to {role}", pretty),
    ]


def _section(title: str, text: str) -> str:
    return f"{'=' * 12} {title}\n{text.strip()}\n"


def write_all() -> None:
    """The files, and the edition where the words are others than in the last."""
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    FOLDER.mkdir(exist_ok=True)
    for event in EVENTS:
        for language in LANGUAGES:
            (FOLDER / f"{event}.{language}.txt").write_text(written(event, language), encoding="utf-8")
    known = {language: editions()[language] for language in LANGUAGES}
    for language in LANGUAGES:
        if known[language][-1:] != [hash_of(language)]:
            known[language].append(hash_of(language))
    index = Path(str(files("tarazy_notifications").joinpath("texts", "editions.json")))
    index.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
