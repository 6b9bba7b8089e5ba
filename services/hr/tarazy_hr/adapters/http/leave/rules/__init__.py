"""Pages about the rules of leave: types and cover, what holds and what is laid down for later."""
