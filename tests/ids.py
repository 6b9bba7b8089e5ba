"""Ids that no other test has."""

import uuid


def new_id() -> str:
    return str(uuid.uuid4())
