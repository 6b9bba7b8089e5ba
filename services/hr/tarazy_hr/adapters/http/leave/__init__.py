"""Leave over HTTP."""
