"""Real files with something changed: whatever comes of it is a table or a sentence."""
