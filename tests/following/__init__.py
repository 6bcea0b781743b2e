"""Tests of the result sheet that is written while rows are sent."""
