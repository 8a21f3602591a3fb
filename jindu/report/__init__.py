"""Findings out: for people and for programs."""
