"""What one transaction does about training."""
