"""What a person is told before and after a run, on standard error, and what a script is told in JSON.

A file for each thing that is told: what was understood, what a check found, what is planned, how a run ended.
"""
