"""What an entry says: as its court had the texts when the notice was queued, by whatever channel it left."""

from tarazy_notifications.adapters.channels.inbox.store import Kept
from tarazy_notifications.adapters.rules.book import RuleBook
from tarazy_notifications.adapters.texts.ruling import terms_then
from tarazy_notifications.adapters.texts.short import Entry, entry


def words_of(kept: Kept, book: RuleBook) -> Entry:
    """Title, line and text."""
    terms = terms_then(book, kept.notice, kept.court, kept.queued_at)
    return entry(kept.notice, kept.story, kept.court, terms=terms)
