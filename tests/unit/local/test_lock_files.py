"""Lock files name public package indexes only."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[3]
spec = importlib.util.spec_from_file_location("public_addresses", ROOT / "tools" / "public_addresses.py")
assert spec is not None
assert spec.loader is not None
public_addresses = importlib.util.module_from_spec(spec)
spec.loader.exec_module(public_addresses)


def test_committed_lock_files_are_public() -> None:
    assert public_addresses.main(ROOT) == 0


def test_private_mirror_is_found_even_behind_credentials() -> None:
    text = 'url = "https://user:secret@mirror.court.example/simple" and "https://pypi.org/simple"'
    assert public_addresses.strangers(text) == {"mirror.court.example"}
