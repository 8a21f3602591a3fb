"""Numbers computed from a plan: calendar, recurrence, money. No text search, no files."""
