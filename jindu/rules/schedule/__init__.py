"""SCH: dates, stages, order and recurring work."""
