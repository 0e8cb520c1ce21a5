"""Verify: any container or receipt, a verdict in plain words, and everything it rests on."""
