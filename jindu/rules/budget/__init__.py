"""BUD: expenses that add up and may be made."""
