"""How HTTP/1.1 is spoken on one connection: uvicorn's protocol, made fast and bounded for uploads.

Of 1 GB that arrives, Python would otherwise copy every byte six times: TLS decrypts into a buffer
of ours instead of making a bytes object of 256 KiB for every 16 KiB, llhttp (httptools) parses it
there, and what it cuts out is handed on as it is.
"""

import asyncio

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

BUFFER_BYTES = 256 * 1024
MAX_HEAD_BYTES = 64 * 1024


class PortalProtocol(HttpToolsProtocol, asyncio.BufferedProtocol):
    """One connection. Heads (or whatever else is no body) beyond `MAX_HEAD_BYTES` end it.

    The limit is looked at after each reading of up to `BUFFER_BYTES`.
    """

    _buffer: memoryview
    _head_bytes: int

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin (asyncio)."""
        self._buffer = memoryview(bytearray(BUFFER_BYTES))
        self._head_bytes = 0
        super().connection_made(transport)

    def get_buffer(self, _sizehint: int) -> memoryview:
        """Where the next bytes go (asyncio)."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """So many bytes have come (asyncio)."""
        self._head_bytes += nbytes
        self.data_received(self._buffer[:nbytes])  # type: ignore[arg-type]  # llhttp reads either
        if self._head_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("Too much before the body.")

    def on_body(self, body: bytes) -> None:
        """A piece of a body has come (httptools)."""
        self._head_bytes = 0
        if self.cycle.body or self.cycle.response_complete:
            super().on_body(body)
            return
        # uvicorn gathers pieces in a bytearray and copies that: this one is handed on as it is.
        self.cycle.body = body  # type: ignore[assignment]
        if len(body) > HIGH_WATER_LIMIT:
            self.flow.pause_reading()
        self.cycle.message_event.set()

    def on_message_complete(self) -> None:
        """A request is complete (httptools)."""
        self._head_bytes = 0
        super().on_message_complete()
