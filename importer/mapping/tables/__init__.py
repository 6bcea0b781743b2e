"""A table as a whole: its language, and whether it is a list of vehicles that can be read."""
