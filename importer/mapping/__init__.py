"""Headings and columns → fields: what each column of a raw table means, how sure that is, and why."""
