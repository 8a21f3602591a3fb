"""EVA: scores, reviews and alerts."""
