"""Evaluations in PostgreSQL."""
