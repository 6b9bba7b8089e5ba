"""The inbox of whoever is signed in: every notice that they were sent by any channel, and the channel of its own."""
