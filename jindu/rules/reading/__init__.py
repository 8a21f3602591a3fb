"""YML: what reading itself reports."""
