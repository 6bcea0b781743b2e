"""Checks: the contract, doubts, vehicles that stand twice."""
