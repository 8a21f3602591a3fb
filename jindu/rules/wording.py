"""Placeholder."""

RULES = ()
