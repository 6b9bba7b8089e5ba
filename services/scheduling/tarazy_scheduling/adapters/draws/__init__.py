"""The ledger of draws, its secrets and what stands around it, in and out of the database."""
