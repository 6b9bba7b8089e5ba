"""What is stored of selection."""
