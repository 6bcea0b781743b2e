"""Payloads: what is made of checked rows."""
