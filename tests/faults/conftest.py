"""What the fault tests share with the system tests."""

from tests.system.conftest import today

__all__ = ["today"]
