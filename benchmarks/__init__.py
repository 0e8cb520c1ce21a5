"""Speed and memory, measured against plain work on the same bytes: `make bench`."""
