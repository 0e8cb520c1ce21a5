"""The folder and database of one installation: what is known here, and the ledger of events."""
