"""How fast the hot paths are, each against a bare loop that does the same I/O in the same run."""
