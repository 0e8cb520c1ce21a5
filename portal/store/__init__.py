"""What the portal remembers: one SQLite database (WAL), one module a subject.

Functions take a connection inside a transaction that the caller opened, so that what belongs
together is recorded together or not at all.
"""
