"""Writes the schemas; exit status 1, and nothing written, when a type would break its promise."""

import sys
from pathlib import Path

from tarazy_shared.contracts import schemas

refused = schemas.refused_changes()
if refused:
    sys.exit("These changes need a new version of the type:\n" + "\n".join(refused))
sys.stdout.write(f"{schemas.write(Path(__file__).parent)} schemas written\n")
