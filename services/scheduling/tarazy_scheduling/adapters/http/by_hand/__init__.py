"""What people do with hearings over HTTP: orders, and the board on which they are given."""
