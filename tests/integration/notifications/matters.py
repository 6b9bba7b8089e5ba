"""A case as notices know it."""

from tests.integration.notifications.court import Matter, party


def matter() -> Matter:
    return Matter((party("Anna", language="kk"), party("Boris", role="defendant")))
