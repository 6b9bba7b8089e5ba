"""What scheduling knows of a court: plain, frozen records. Changing one means putting another in its place.

Instants are aware and in UTC, days are the court's own, ranges are half-open.
"""
