"""TXT: vague, incomplete, outdated or irregular wording."""
