"""Evaluation of judges: skills and conduct, never the outcome of rulings or how many of them were reversed.

Kyiv Recommendations of the OSCE/ODIHR (2010), part on accountability.
"""
