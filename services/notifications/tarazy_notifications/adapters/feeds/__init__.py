"""Hearings of one person as a calendar to subscribe to, at a secret address."""
