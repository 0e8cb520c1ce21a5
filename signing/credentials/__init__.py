"""Everything that can sign: a private key somewhere, with its certificate."""
