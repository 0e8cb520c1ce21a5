"""Receipts: the list, one in full, export and print."""
