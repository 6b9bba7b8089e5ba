"""Who can be drawn for a case, who cannot and why, and what each carries."""
