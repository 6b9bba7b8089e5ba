"""Where and when hearings sit: what is asked, where it could be, why it cannot, what follows for others."""
