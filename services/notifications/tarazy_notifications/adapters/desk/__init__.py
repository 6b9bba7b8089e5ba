"""The desk of clerks and operators: who is let in, and the pages."""
