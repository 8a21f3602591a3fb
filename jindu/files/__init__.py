"""Files: find plans, tell what a file is, and write every file through one door."""
