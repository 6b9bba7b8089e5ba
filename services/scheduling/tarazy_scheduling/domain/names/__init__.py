"""Names of people and organisations, compared."""
