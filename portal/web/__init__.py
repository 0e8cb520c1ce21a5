"""The portal over HTTP: thin handlers that call the desks, one module a section of protocol.md."""
