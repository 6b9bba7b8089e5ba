"""Selection: from a vacant post to the person who is appointed to it, with a record that anybody can re-compute."""
