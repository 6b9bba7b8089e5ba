"""Recipients for trials, in front of every channel: what is to them never leaves the house."""
