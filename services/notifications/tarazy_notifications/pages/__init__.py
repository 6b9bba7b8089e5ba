"""Templates and translations of the pages of notifications."""
