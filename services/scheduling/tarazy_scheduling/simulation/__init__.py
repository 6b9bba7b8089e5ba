"""Years of draws played through the domain, and what they say about its fairness."""
