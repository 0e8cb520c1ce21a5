"""The reference authority: a portal that receives packages and gives sealed receipts.

Follows docs/formats.md and docs/protocol.md. Made for training and for tests of the other side:
it makes its own keys at first start and everything it issues says TRAINING.
"""
