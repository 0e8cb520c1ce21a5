"""The window: the only place of the program that imports PySide6.

Widgets show state and emit intentions; one presenter a page holds the state and calls the services;
everything that may take longer than a blink runs in a `TaskRunner`. Nothing here opens a socket, a
database or a container. (This file imports nothing: the preview process starts from this package
without Qt.)
"""
