"""Draws over HTTP: for programs, and in the words of the people who read them."""
