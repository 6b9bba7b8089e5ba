"""A court's month in two minutes: the whole system at work, and proof that nothing was lost."""
