"""The rows of the dashboard, each with its panels."""
