"""Manuals derived from the declarations: ``explain``, generated docs, the JSON Schema."""
