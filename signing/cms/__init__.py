"""CMS signatures: CAdES (EN 319 122-1), timestamps (RFC 3161), revocation data, levels."""
