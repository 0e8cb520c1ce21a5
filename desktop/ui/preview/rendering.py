"""Renders pages of PDFs and pictures into pixels, in a process of its own. Imports no Qt.

A file that somebody sent may be made to break its reader: the process that parses it has a memory
limit, the asker a time limit, and its death is "cannot be previewed", never a crash.
"""

import contextlib
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

MEMORY_LIMIT_BYTES = 1536 * 1024 * 1024
LARGEST_SIDE_PIXELS = 6000
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"})
BYTES_PER_PIXEL = 3


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One page (from 0), *width* device pixels wide."""

    path: Path
    page: int
    width: int


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """RGB888 pixels without padding, and how many pages the document has.

    `failure` is empty, or says in English (for the log) why there are no pixels.
    """

    width: int
    height: int
    page_count: int
    pixels: bytes
    failure: str = ""


def can_preview(path: Path) -> bool:
    """Whether the kind of file is one that can be shown, by its name."""
    return path.suffix.lower() == ".pdf" or path.suffix.lower() in PICTURES


def render(request: RenderRequest) -> RenderedPage:
    """One page as pixels; raises whatever the libraries raise."""
    if request.path.suffix.lower() == ".pdf":
        return _render_pdf(request)
    return _render_picture(request)


def serve(connection: Connection) -> None:
    """The process's main: answers requests until the pipe closes."""
    _limit_memory()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            request = connection.recv()
            try:
                answer = render(request)
            except Exception as error:  # noqa: BLE001 - any fault of a foreign file is an answer
                answer = RenderedPage(0, 0, 0, b"", f"{type(error).__name__}: {error}")
            connection.send(answer)


def _render_pdf(request: RenderRequest) -> RenderedPage:
    import pypdfium2  # noqa: PLC0415 - only this process loads it

    document = pypdfium2.PdfDocument(request.path)
    try:
        page = document[request.page]
        width, height = page.get_size()
        scale = min(request.width / width, LARGEST_SIDE_PIXELS / max(width, height))
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=True)
        pixels = _packed(bitmap)
        return RenderedPage(bitmap.width, bitmap.height, len(document), pixels)
    finally:
        document.close()


def _packed(bitmap: Any) -> bytes:  # noqa: ANN401 - pypdfium2 has no types
    """The rows of a pypdfium2 bitmap as RGB888 without padding."""
    raw = bytes(bitmap.buffer)
    channels = bitmap.n_channels
    if channels == BYTES_PER_PIXEL and bitmap.stride == bitmap.width * BYTES_PER_PIXEL:
        return raw
    from PIL import Image  # noqa: PLC0415 - only this process loads it

    mode = {1: "L", 3: "RGB", 4: "RGBX"}[channels]
    size = (bitmap.width, bitmap.height)
    return Image.frombuffer(mode, size, raw, "raw", mode, bitmap.stride, 1).convert("RGB").tobytes()


def _render_picture(request: RenderRequest) -> RenderedPage:
    from PIL import Image, ImageOps  # noqa: PLC0415 - only this process loads it

    with Image.open(request.path) as picture:
        pages = int(getattr(picture, "n_frames", 1))
        picture.seek(request.page)
        side = min(request.width, LARGEST_SIDE_PIXELS)
        picture.draft("RGB", (side, LARGEST_SIDE_PIXELS))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((side, LARGEST_SIDE_PIXELS))
        ground = Image.new("RGB", upright.size, "white")
        layer = upright.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        return RenderedPage(ground.width, ground.height, pages, ground.tobytes())


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
