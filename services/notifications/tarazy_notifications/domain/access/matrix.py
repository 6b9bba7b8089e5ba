"""The matrix: each permission, the roles that have it, and how far (`tarazy_shared.rights` has the words for it).

`docs/notifications.md` shows it, and a test compares both and asks every route as every role.
"""

from collections.abc import Mapping

from tarazy_shared.rights import Matrix, Rights, Scope
from tarazy_shared.who import Role

_SYSTEM: Mapping[Role, Scope] = {"system": "all"}
_CLERKS: Mapping[Role, Scope] = {**_SYSTEM, "clerk": "court", "chair": "court", "operator": "court"}
"""Who has to see that everybody is told."""
_COURT: Mapping[Role, Scope] = {**_CLERKS, "listing_officer": "court"}
_STAFF: Mapping[Role, Scope] = {**_COURT, "judge": "court"}

MATRIX: Matrix = {
    # What people were told.
    "notice.read": _COURT,
    "notice.text": {**_SYSTEM, "clerk": "court", "chair": "court"},
    "notice.resend": _CLERKS,
    "notice.cancel": _CLERKS,
    "task.read": _COURT,
    "task.close": {**_SYSTEM, "clerk": "court", "chair": "court"},
    "reply.read": _COURT,
    "proof.read": _COURT,
    # What somebody chooses about their own notices.
    "preference.own": {"judge": "self"},
    # What one was told oneself; nobody reads it for somebody else.
    "inbox.read": {**_SYSTEM, "judge": "self"},
    "inbox.mark": {"judge": "self"},
    "feed.own": {"judge": "self"},
    # In which words, by which rules.
    "text.read": _COURT,
    "rule.read": _STAFF,
    "rule.change": {**_SYSTEM, "chair": "court", "operator": "court"},
    # How they are told.
    "webhook.read": {**_SYSTEM, "operator": "all"},
    "webhook.change": {**_SYSTEM, "operator": "all"},
    "chat.change": {**_SYSTEM, "operator": "all"},
    "channel.read": _COURT,
    "channel.pause": {**_SYSTEM, "operator": "all"},
    # Access itself.
    "desk.open": _STAFF,
    "audit.read": {**_SYSTEM, "chair": "court", "operator": "court"},
    "access.read": {**_SYSTEM, "operator": "all"},
    "access.change": {**_SYSTEM, "operator": "all"},
}

RIGHTS = Rights(MATRIX)
