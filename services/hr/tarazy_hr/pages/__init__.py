"""HR's pages: templates, and their words in Kazakh and Russian."""
