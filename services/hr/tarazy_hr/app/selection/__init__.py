"""What one transaction does in a competition."""
