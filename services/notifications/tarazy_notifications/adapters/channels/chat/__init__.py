"""Chat services by Apprise, where it is installed and rooms are set: for operators, and nothing to rely on."""
