"""What evaluation and discipline have in common in PostgreSQL: dated rules, running clocks, who is close to whom."""
