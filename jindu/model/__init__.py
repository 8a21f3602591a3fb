"""Plans, rules and diagnostics as immutable values."""
