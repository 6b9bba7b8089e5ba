"""Who may do what here, as pages: roles held, accounts, grants."""
