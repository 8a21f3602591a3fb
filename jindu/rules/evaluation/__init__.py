"""EVA: scoring, reviews and early warning."""
