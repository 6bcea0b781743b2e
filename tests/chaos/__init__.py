"""The kill test: an upload that is killed at random instants, again and again, and must lose nothing."""
