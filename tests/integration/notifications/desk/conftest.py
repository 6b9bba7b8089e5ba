"""A browser before the desk of an installation."""

from tests.integration.notifications.access.conftest import app, browser, routers

__all__ = ["app", "browser", "routers"]
