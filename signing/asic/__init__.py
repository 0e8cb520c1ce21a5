"""ASiC-E containers (ETSI EN 319 162-1): writer, strict reader, manifest, append."""
