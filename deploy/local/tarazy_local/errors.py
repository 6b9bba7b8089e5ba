"""What keeps the one-machine system from starting or running."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tarazy_shared.errors import TarazyError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_UNUSABLE = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG
}  # fmt: skip


class CannotRun(TarazyError):
    """The system cannot be started or reached; the text is one sentence that says why and what to do."""


@contextmanager
def usable(what: str, folder: Path, setting: str) -> Iterator[None]:
    """While the block lasts, errors of a folder become one sentence that names the setting for another one.

    `what` is what people call the folder. Other errors of the system, such as those of the network, pass.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise CannotRun(
                f"The disk of {folder} is full: free some space, or choose another folder by {setting}."
            ) from error
        if error.errno not in _UNUSABLE:
            raise
        place = "" if error.filename in (None, str(folder), folder) else f" for {error.filename}"
        raise CannotRun(
            f"The {what} {folder} cannot be used ({error.strerror}{place}): choose another by {setting}."
        ) from error
