"""What every channel is given beside the notice. Its port is `Gateway` of `app/sender.py`."""

from collections.abc import Awaitable, Callable

Wanted = Callable[[], Awaitable[bool]]
"""Whether the message is still to be sent, asked when nothing but handing it over is left to do."""

CANNOT_BE_WRITTEN = "cannot_be_written"
"""The reason of a notice that no message can be made of."""
