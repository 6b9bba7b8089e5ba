"""What keeps the one-machine system from starting or running."""

from tarazy_shared.errors import TarazyError


class CannotRun(TarazyError):
    """The system cannot be started or reached; the text is one sentence that says why and what to do."""
