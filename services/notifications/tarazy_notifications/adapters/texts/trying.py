"""A court's own texts tried before they are taken: nothing that could fail, or say too little, when it is sent."""

import traceback
from collections.abc import Iterator
from functools import lru_cache

from tarazy_notifications.adapters.texts.grammar import Fault, faults_in
from tarazy_notifications.adapters.texts.samples import EVENTS, sample
from tarazy_notifications.adapters.texts.terms import Terms
from tarazy_notifications.adapters.texts.whole import CHANNELS, written
from tarazy_notifications.adapters.texts.wording import Wording, with_own
from tarazy_notifications.domain.people import ChannelName, Language, Role
from tarazy_notifications.domain.texts.chain import names
from tarazy_notifications.domain.texts.summons import DEFAULT_RULES

MOST_SEGMENTS = 6
"""Of the text message about an invented hearing."""
LONGEST_SUBJECT = 200

Texts = tuple[tuple[str, str], ...]
"""Names and sources."""


@lru_cache(maxsize=64)
def faults(language: Language, texts: Texts) -> tuple[Fault, ...]:
    """What is wrong with a court's texts. The same texts are tried once."""
    found = [fault for name, text in texts for fault in faults_in(name, text)]
    return tuple(found or _when_written(with_own(language, texts)))


def _when_written(wording: Wording) -> Iterator[Fault]:
    """Every invented notice that these texts are about, written with them."""
    for event, what in EVENTS.items():
        for role in what.roles:
            for channel in CHANNELS:
                if wording.own & set(names(what.topic, channel, role)):
                    fault = _fault_of(wording, event, channel, role)
                    if fault is not None:
                        yield Fault(fault.name, fault.line, f"{fault.reason} ({event}, by {channel}, to {role})")


def _fault_of(wording: Wording, event: str, channel: ChannelName, role: Role) -> Fault | None:
    one = sample(event, channel, role, wording.language)
    summons = DEFAULT_RULES.of(one.notice.topic, role)
    try:
        found = written(one, Terms(wording, summons))
    except Exception as error:
        # Whatever a text can raise here it would raise when it is sent.
        return Fault(*_place(wording, error), str(error) or type(error).__name__)
    if found.lacking:
        return Fault(None, None, f"a summons has to say more: {', '.join(found.lacking)}")
    if found.segments > MOST_SEGMENTS:
        return Fault(None, None, f"the text message has {found.segments} parts, {MOST_SEGMENTS} are allowed")
    if channel == "email" and len(found.texts[0]) > LONGEST_SUBJECT:
        return Fault(None, None, f"the subject is longer than {LONGEST_SUBJECT} letters")
    return None


def _place(wording: Wording, error: BaseException) -> tuple[str | None, int | None]:
    """The text and the line in which it failed."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in wording.own:
            return frame.filename, wording.line_of(frame.filename, frame.lineno or 0)
    return None, None
