"""What people at the desk do with notices, each in one transaction."""
