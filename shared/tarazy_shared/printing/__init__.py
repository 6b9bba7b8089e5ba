"""Documents for paper and files: A4 in Kazakh, Russian and English, the same bytes from the same content."""
