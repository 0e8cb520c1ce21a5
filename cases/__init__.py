"""The domain that participant and authority share: requests, answers, packages, terms, identifiers.

Pure: no input or output, no cryptography, nothing of ours imported. The bytes of a signed document
belong to `signing`; what it means belongs here.
"""
