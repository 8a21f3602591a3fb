"""BUD: expenses."""
