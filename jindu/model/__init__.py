"""The model of a plan and of what can be wrong with it."""
