"""Disciplinary cases in PostgreSQL."""
