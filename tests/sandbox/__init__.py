"""Tests of the local partner API, and what other tests need to use it."""
