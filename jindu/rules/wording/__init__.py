"""TXT: words that say nothing, misquote or break the official style."""
