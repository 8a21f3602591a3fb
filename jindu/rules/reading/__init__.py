"""YML: the file and its YAML, reported by the reading stages."""
