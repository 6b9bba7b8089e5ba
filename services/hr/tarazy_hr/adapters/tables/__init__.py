"""Tables that offices keep in spreadsheets: read from CSV and XLSX, and written."""
