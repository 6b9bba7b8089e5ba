"""Giving cases to judges, taking them away again, and putting right what went wrong."""
