"""What sending could be at best: one HTTP PUT over TLS to a server that only stores the bytes.

`python -m benchmarks.plain_put serve CERTIFICATE KEY FILE` prints its port and stores every body
as FILE; `python -m benchmarks.plain_put send PORT ROOT FILE` prints the seconds that sending took.
Both with the standard library, large buffers, one thread, and no `fsync`: no portal does less.
"""

import http.client
import socket
import ssl
import sys
import time
from pathlib import Path

BUFFER_BYTES = 256 * 1024


def serve(certificate: Path, key: Path, target: Path) -> None:
    """Serve one connection after the other, each with one request."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        while True:
            connection, _ = listener.accept()
            with connection, tls.wrap_socket(connection, server_side=True) as stream:
                _store_body(stream, target)


def _store_body(stream: ssl.SSLSocket, target: Path) -> None:
    buffer = memoryview(bytearray(BUFFER_BYTES))
    head = b""
    while b"\r\n\r\n" not in head:
        head += stream.recv(BUFFER_BYTES)
    head, _, rest = head.partition(b"\r\n\r\n")
    lines = head.lower().splitlines()
    left = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length"))
    with target.open("wb", buffering=0) as file:
        left -= file.write(rest)
        while left and (count := stream.recv_into(buffer)):
            file.write(buffer[:count])
            left -= count
    stream.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def send(port: int, root: Path, source: Path) -> float:
    """Send the file and give the seconds from the connection to the answer."""
    tls = ssl.create_default_context(cafile=root)
    started = time.perf_counter()
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=tls, blocksize=BUFFER_BYTES)
    with source.open("rb") as body:
        length = {"Content-Length": str(source.stat().st_size)}
        connection.request("PUT", "/", body=body, headers=length)
        answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.CREATED:
        raise RuntimeError(answer.status)
    return time.perf_counter() - started


if __name__ == "__main__":
    role, *arguments = sys.argv[1:]
    if role == "serve":
        serve(*map(Path, arguments))
    else:
        print(send(int(arguments[0]), Path(arguments[1]), Path(arguments[2])))
