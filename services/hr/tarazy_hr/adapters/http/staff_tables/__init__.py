"""Tables of staff over HTTP: taken in with an error per row and column, and given out."""
