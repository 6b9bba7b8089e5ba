"""Turns itself into another program: as another user where asked, and never outliving its parent.

Runs as a script of its own (`python -I launcher.py …`): a process with one thread may enter a user namespace, and
`exec` keeps the process id, so whoever started it watches and signals the program itself. Standard library only.
Both the namespace and the death signal are Linux's; elsewhere a supervisor's leftovers are ended at the next start.
"""

import argparse
import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000


def main(arguments: list[str]) -> None:
    """Read the options, change what they ask for, become the program."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True, help="process id of whoever starts this")
    parser.add_argument("--die-with-parent", default="", help="signal to get when the parent ends")
    parser.add_argument("--namespace", default="", help="UID:GID that the caller's own ids are called inside")
    parser.add_argument("--user", default="", help="UID:GID to become")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args(arguments)
    if options.namespace:
        _rename_own_ids(*_ids(options.namespace))
    if options.user:
        _become(*_ids(options.user))
    if options.die_with_parent and sys.platform == "linux":
        _die_with_parent(signal.Signals[options.die_with_parent], options.parent)
    os.execvp(options.program[0], options.program)  # noqa: S606  becoming the program is the purpose


def _ids(text: str) -> tuple[int, int]:
    uid, _, gid = text.partition(":")
    return int(uid), int(gid)


def _rename_own_ids(uid: int, gid: int) -> None:
    """Enter a user namespace in which the caller is `uid`: files stay the caller's, its privileges are gone."""
    own_uid, own_gid = os.getuid(), os.getgid()
    if _libc().unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed here")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {own_uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {own_gid} 1")


def _become(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def _die_with_parent(death: signal.Signals, parent: int) -> None:
    """Comes after every change of user, since such a change takes the death signal away again."""
    if _libc().prctl(_PR_SET_PDEATHSIG, int(death), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the parent's end cannot be watched")
    if os.getppid() != parent:
        sys.exit("The parent ended before the program began.")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


if __name__ == "__main__":
    main(sys.argv[1:])
