"""Verdicts and the validators that reach them (ETSI EN 319 102-1)."""
