"""Whole tables of staff taken in and given out: courts, posts, people, appointments, authorisations."""
