"""A command against a working set: what becomes of it."""
