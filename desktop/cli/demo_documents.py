"""A few sample documents for a demo without a folder of one's own: small, of several kinds."""

import struct
import zlib
from pathlib import Path

from fpdf import FPDF

from desktop.paths import RESOURCES
from desktop.workspace.files import private_folder, write_private


def write_samples(folder: Path) -> Path:
    """Write the samples into *folder*, made if need be; gives the folder."""
    private_folder(folder)
    samples = {
        "Келісімшарт № 17-2026.pdf": _pdf("Келісімшарт № 17-2026 (TRAINING)"),
        "Инвойс «Ромашка» 0012345.pdf": _pdf("Инвойс 0012345 (TRAINING)"),
        "Жүк суреті.png": _png(64, 48),
        "Төлем 📄 MT103.txt": b"TRAINING :20:FT26327 :32A:261123KZT1250000,\n",
        "Пояснение.xml": b"<?xml version='1.0'?><note lang='ru'>TRAINING</note>\n",
        "Бос файл.txt": b"",
    }
    for name, content in samples.items():
        path = folder / name
        if not path.exists():
            write_private(path, content)
    return folder


def _pdf(title: str) -> bytes:
    pdf = FPDF()
    pdf.add_font("noto", fname=RESOURCES / "fonts" / "NotoSans-Regular.ttf")
    pdf.add_page()
    pdf.set_font("noto", size=18)
    pdf.cell(text=title)
    return bytes(pdf.output())


def _png(width: int, height: int) -> bytes:
    """A picture of one colour a column (PNG, 11.2)."""
    row = b"\0" + b"".join(bytes((x * 4 % 256, 96, 160)) for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
