"""Evidence: the signed documents of docs/formats.md, their canonical bytes, and Merkle proofs."""
