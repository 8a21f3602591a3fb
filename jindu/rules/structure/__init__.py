"""STR: sections and entries of a plan."""
