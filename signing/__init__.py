"""The proof core: signatures, containers, receipts and their validation.

Importable without Qt, database or portal; imports nothing else of ours.
"""
