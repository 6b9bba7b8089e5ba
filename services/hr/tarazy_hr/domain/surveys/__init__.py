"""Surveys whose answers nobody can be known by: no link to a person is kept, and no small group is told."""
