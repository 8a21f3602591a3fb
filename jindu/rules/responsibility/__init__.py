"""RSP: who leads, who is competent, how much one unit can carry."""
