"""The trial package of the page kit's unit tests, for the browser."""

from tests.unit.pages.conftest import court_pages

__all__ = ["court_pages"]
