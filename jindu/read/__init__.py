"""Files in: bytes to text, text to a tree with positions, tree to a plan."""
