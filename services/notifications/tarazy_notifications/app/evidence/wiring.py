"""What runs behind proof of notice."""

import secrets
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from tarazy_shared.background import looping
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.evidence.sealing import Heads, Sealer
from tarazy_notifications.app.evidence.watching import Watching

HEADS_TOLD_EVERY = 3600.0
COURTS_READ_EVERY = 5.0
"""Seconds."""


def impatient_sealer(work: Work) -> Sealer:
    """Binds at once what somebody wants to read."""
    return Sealer(work, secrets.token_bytes, patience=timedelta())


def evidence_loops(work: Work, service: str, rules: Rules) -> list[AbstractAsyncContextManager[None]]:
    """The loops that bind evidence, tell where it ends, and look for who is not told."""
    return [
        looping("evidence", Sealer(work, secrets.token_bytes).step, service=service, pause=2),
        looping("untold", Watching(work, rules).step, service=service, pause=COURTS_READ_EVERY),
        looping("evidence-heads", Heads(work).tell, service=service, pause=HEADS_TOLD_EVERY),
    ]
