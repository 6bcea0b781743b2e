"""Measured figures, side by side with what a user would do instead: `python -m benchmarks`. Not part of the tests."""
