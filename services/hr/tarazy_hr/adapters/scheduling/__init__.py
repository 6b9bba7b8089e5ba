"""What HR asks scheduling directly: a court's calendar, and what an absence would do to its hearings."""
