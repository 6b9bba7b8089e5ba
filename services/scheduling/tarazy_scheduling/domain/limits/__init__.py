"""Until when a hearing has to sit and how long before it people have to be told, step by step."""
