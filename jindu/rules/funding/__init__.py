"""FND: funds."""
