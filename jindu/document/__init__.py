"""Plan to document: blocks of text and tables, worded by templates."""
