"""Leave: types as dated rules, what somebody has of it, requests and their decisions."""
