"""Files of courts, read into the running system through its public interfaces."""
