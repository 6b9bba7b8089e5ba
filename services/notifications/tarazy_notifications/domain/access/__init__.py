"""Who may do what with notices."""
