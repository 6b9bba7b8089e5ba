"""Calendars of whole courts: read an instance, list all its hearings, audit the plan, prove how good it is."""
