"""What a clerk sees of notices."""
