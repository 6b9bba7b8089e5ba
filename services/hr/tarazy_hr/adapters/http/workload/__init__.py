"""Workload over HTTP."""
