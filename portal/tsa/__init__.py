"""Timestamp services of the training portal (RFC 3161)."""
