"""A local partner API that behaves like the real one, so that a person or a test can send without a key or a network.

It derives its limits from the contract but decodes and validates JSON by its own code, so that it cannot share a
parsing mistake with the importer. It knows nothing of files, mappings or the journal.
"""
