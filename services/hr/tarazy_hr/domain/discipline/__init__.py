"""Disciplinary proceedings against a judge, from the complaint to the expiry of a measure.

Who brings a case never decides it (Kyiv Recommendations of the OSCE/ODIHR, 2010, part on accountability).
"""
