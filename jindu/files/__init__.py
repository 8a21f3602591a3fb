"""Find plans, recognize kinds of files, and write files safely."""
