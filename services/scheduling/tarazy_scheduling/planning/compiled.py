"""The same functions compiled: numba takes their text as it stands, lists become arrays and records become rows.

Importing this module needs the extra `tarazy-scheduling[planning]`. The first use ever compiles for some time; what
it made is kept in the user's cache folder under a name that changes with the code.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import astuple, fields
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import Any

import numba
import numpy
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload, register_jitable

from tarazy_scheduling.planning import chance, diary, finding, recreate, round, ruin, search, words
from tarazy_scheduling.planning.court import Hearing
from tarazy_scheduling.planning.diary import Place

OF: tuple[ModuleType, ...] = (words, chance, diary, finding, round, ruin, recreate, search)

WITHOUT_COUNTS: dict[str, Any] = {"_nrt": False}
"""Nothing is allocated in there, so nobody need count who uses an array: seven times as fast."""


def cache_folder() -> Path:
    """Where compiled code is kept: numba looks at the file of the outermost function alone, so the name holds all."""
    code = hashlib.sha256(b"".join(Path(str(module.__file__)).read_bytes() for module in OF))
    code.update(Path(__file__).read_bytes())
    base = Path(os.environ.get("TARAZY_CACHE") or Path("~/.cache/tarazy").expanduser())
    folder = base / f"planning-{code.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # Nothing can be kept, so it is compiled each time; in a folder of nobody else's, since code is loaded from it.
        return Path(tempfile.mkdtemp(prefix="tarazy-"))
    if os.access(folder, os.W_OK):
        return folder
    # What an image holds is read from a copy: on another processor it is compiled again, and that is put there too.
    copy = Path(tempfile.mkdtemp(prefix="tarazy-")) / folder.name
    shutil.copytree(folder, copy)
    return copy


def is_kept() -> bool:
    """Whether something was compiled before."""
    return any(Path(numba.config.CACHE_DIR).rglob("*.nbi"))  # type: ignore[attr-defined]


def as_arrays(value: Any) -> Any:
    """A list as an array: of integers, or of rows if it was one of records; of a named tuple all lists in it."""
    if isinstance(value, tuple):
        return type(value)(*(as_arrays(one) for one in value))
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], (Hearing, Place)):
        kind = numpy.dtype([(field.name, numpy.int64) for field in fields(value[0])])
        return numpy.array([astuple(one) for one in value], dtype=kind)
    return numpy.array(value, dtype=numpy.int64)


@intrinsic
def _trailing_zeros(typing_context: Any, word: Any) -> Any:
    """The instruction that counts the zeros below the lowest bit."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], cgutils.true_bit)

    return types.int64(types.int64), generate


@overload(words.lowest)
def _lowest(word: Any) -> Any:
    # The same signature, or numba refuses it.
    def lowest(word: Any) -> Any:
        return _trailing_zeros(word)  # type: ignore[call-arg]  # the context is numba's own affair

    return lowest


numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]
for _module in OF:
    for _function in list(vars(_module).values()):
        if isfunction(_function) and _function.__module__ == _module.__name__ and _function is not words.lowest:
            register_jitable(**WITHOUT_COUNTS)(_function)

rounds: Callable[..., None] = numba.njit(cache=True, **WITHOUT_COUNTS)(search.rounds)
