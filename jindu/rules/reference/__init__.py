"""REF: references between entities."""
