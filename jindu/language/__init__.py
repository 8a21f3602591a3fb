"""Analysis of running text: patterns, persons, organisations, laws, typography, phrases."""
