"""What one transaction about leave does."""
