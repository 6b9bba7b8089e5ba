"""Surveys in PostgreSQL."""
