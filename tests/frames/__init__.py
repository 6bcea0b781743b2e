"""Tests of the middle of the intake: frames."""
