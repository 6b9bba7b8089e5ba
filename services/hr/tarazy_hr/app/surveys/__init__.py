"""What one transaction, or one loop, does about surveys."""
