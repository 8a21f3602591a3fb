"""YAML text to a tree with positions, and the tree to a plan."""
