"""Lock files may name the public package index only: a private mirror in one would break every other machine."""

import re
import sys
from pathlib import Path

PUBLIC = frozenset({"pypi.org", "files.pythonhosted.org", "registry.npmjs.org", "repo.maven.apache.org"})
LOCKS = ("uv.lock", "package-lock.json", "requirements*.txt")
_SKIPPED = frozenset({".venv", "node_modules", ".git", ".tarazy"})
_HOST = re.compile(r"https?://(?:[^/\s\"'@]*@)?([^/\s\"':]+)")


def strangers(text: str) -> set[str]:
    """The hosts in a lock file's text that are not public package indexes."""
    return {host for host in _HOST.findall(text) if host not in PUBLIC}


def main(root: Path) -> int:
    """Name every stranger; the exit status is their number, at most 1."""
    wrong = False
    for pattern in LOCKS:
        for lock in root.rglob(pattern):
            if _SKIPPED.intersection(lock.relative_to(root).parts):
                continue
            for host in sorted(strangers(lock.read_text(encoding="utf-8"))):
                sys.stdout.write(f"{lock}: {host} is not a public package index\n")
                wrong = True
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
