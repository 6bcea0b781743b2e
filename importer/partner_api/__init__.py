"""The partner API: a request and its answer (client.py), what that means (verdict.py), when more may go (pacer.py)."""
