"""Clocks of proceedings: until when something has to be done, by dated rules, stopped and started again."""
