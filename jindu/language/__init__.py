"""Chinese running text: search it, read facts from it, phrase it."""
