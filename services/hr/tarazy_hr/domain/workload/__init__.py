"""How much work comes to a court and its judges, and how many judges that takes."""
