"""What the program says on paper and in the terminal: the catalogue of texts, cover and receipt."""
