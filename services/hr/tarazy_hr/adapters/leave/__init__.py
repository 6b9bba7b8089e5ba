"""Leave in PostgreSQL, in files and over HTTP to scheduling."""
