"""STR: the parts a plan must contain."""
