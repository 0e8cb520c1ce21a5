"""The training portal's own small public key infrastructure, made at first start."""
