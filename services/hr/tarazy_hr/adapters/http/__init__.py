"""HR over HTTP."""
