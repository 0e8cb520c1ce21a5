"""Kazakh (and Russian) GOST algorithms: Streebog, GOST 34.311-95, GOST 34.10. Not certified."""
