"""Training in PostgreSQL."""
