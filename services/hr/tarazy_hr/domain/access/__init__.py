"""Who may do what in HR."""
