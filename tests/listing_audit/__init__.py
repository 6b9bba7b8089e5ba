"""An auditor of calendars who knows the rows and what must hold of them, and no code of the engine."""
