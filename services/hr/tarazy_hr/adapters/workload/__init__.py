"""Norms, cases and figures of workload in PostgreSQL."""
