"""Programs that tests need besides Python's packages."""

import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """Its path. Without it a test is skipped and says what to install; in CI, which installs it, the test fails."""
    found = shutil.which(name)
    if found is not None:
        return found
    missing = f"{name} is missing on this machine: install Debian's package {package}"
    if os.environ.get("CI"):
        pytest.fail(f"{missing}; .ci/run should have done so", pytrace=False)
    pytest.skip(missing)
