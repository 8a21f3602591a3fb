"""Pure numbers from a plan: no printing, no files."""
