"""Judicial education: programmes, sessions with places and a waiting list, certificates, hours that are owed."""
