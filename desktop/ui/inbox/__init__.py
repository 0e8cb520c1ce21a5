"""The inbox: what the authority asks, by when."""
