"""Previews of documents: rendered by a separate process, which may die without harm."""
