"""Run the rules over a plan; weigh, suppress, fix and report what they find."""
