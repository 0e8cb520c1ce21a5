"""libgcrypt and OpenSSL's GOST engine as judges of our GOST signatures.

Both know the Russian conventions only; what is rewritten for them is in KAZAKH order on our side:
little-endian numbers, r before s.
"""

import ctypes
import functools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import cms, core

from signing.gost import libgcrypt

# Kazakh object identifier: the Russian one of the same algorithm (RFC 9215, RFC 7836).
TO_RUSSIAN = {
    "1.2.398.3.10.1.1.2.2": "1.2.643.7.1.1.1.2",
    "1.2.398.3.10.1.1.2.2.1": "1.2.643.7.1.2.1.2.1",
    "1.2.398.3.10.1.3.3": "1.2.643.7.1.1.2.3",
    "1.2.398.3.10.1.1.2.3.2": "1.2.643.7.1.1.3.3",
    "1.2.398.3.10.1.1.2.1": "1.2.643.7.1.1.1.1",
    "1.2.398.3.10.1.1.2.1.1": "1.2.643.7.1.2.1.1.1",
    "1.2.398.3.10.1.3.2": "1.2.643.7.1.1.2.2",
    "1.2.398.3.10.1.1.2.3.1": "1.2.643.7.1.1.3.2",
}
LIBGCRYPT_CURVES = {
    "gost3410_2015_512": "GOST2012-512-tc26-A",
    "gost3410_2015_256": "GOST2012-256-A",
    "gost34310_2004": "GOST2001-CryptoPro-A",
}


@functools.cache
def _gcrypt() -> ctypes.CDLL | None:
    library = libgcrypt._tested_library()
    if library is None:
        return None
    library.gcry_sexp_new.argtypes = [
        *(ctypes.POINTER(ctypes.c_void_p), ctypes.c_char_p),
        *(ctypes.c_size_t, ctypes.c_int),
    ]
    library.gcry_pk_verify.argtypes = [ctypes.c_void_p] * 3
    library.gcry_sexp_release.argtypes = [ctypes.c_void_p]
    return library


def _expression(library: ctypes.CDLL, text: str) -> ctypes.c_void_p:
    expression = ctypes.c_void_p()
    octets = text.encode()
    error = library.gcry_sexp_new(ctypes.byref(expression), octets, len(octets), 1)
    assert not error, (error, text)
    return expression


def libgcrypt_accepts(kind: str, point: tuple[int, int], digest: bytes, signature: bytes) -> bool:
    """Whether libgcrypt takes r ‖ s (little-endian) over a digest for a public point."""
    library = _gcrypt()
    if library is None:
        pytest.skip("libgcrypt.so.20 is not here: no second opinion on signatures")
    size = len(signature) // 2
    q = "04" + "".join(number.to_bytes(size).hex() for number in point)
    key = f"(public-key (ecc (curve {LIBGCRYPT_CURVES[kind]})(flags gost)(q #{q}#)))"
    value = f"(data (flags gost)(value #{digest[::-1].hex()}#))"
    r, s = signature[:size][::-1].hex(), signature[size:][::-1].hex()
    expressions = [
        _expression(library, f"(sig-val (gost (r #00{r}#)(s #00{s}#)))"),
        _expression(library, value),
        _expression(library, key),
    ]
    try:
        return library.gcry_pk_verify(*expressions) == 0
    finally:
        for expression in expressions:
            library.gcry_sexp_release(expression)


def engine_openssl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs openssl with the GOST engine; skips where there is none."""
    program = shutil.which("openssl")
    if program is None or not _has_engine(program):
        pytest.skip("openssl has no engine gost (Debian: libengine-gost-openssl)")
    return subprocess.run([program, *arguments], capture_output=True, timeout=60, check=False)


@functools.cache
def _has_engine(program: str) -> bool:
    done = subprocess.run(
        [program, "engine", "gost", "-t"], capture_output=True, timeout=60, check=False
    )
    return b"[ available ]" in done.stdout


def rewrite_oids(der: bytes, names: dict[str, str]) -> bytes:
    """DER with object identifiers exchanged and all lengths made anew."""
    table = {
        core.ObjectIdentifier(a).dump(): core.ObjectIdentifier(b).dump() for a, b in names.items()
    }
    return b"".join(_rewritten(table, *value) for value in _values(der))


def _values(der: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(tag, content) of the values in a row; DER with one-octet tags."""
    position = 0
    while position < len(der):
        header = position + 2
        length = der[position + 1]
        if length & 0x80:
            header += length & 0x7F
            length = int.from_bytes(der[position + 2 : header])
        yield der[position : position + 1], der[header : header + length]
        position = header + length


def _rewritten(table: dict[bytes, bytes], tag: bytes, content: bytes) -> bytes:
    if tag[0] & 0x20:
        content = b"".join(_rewritten(table, *value) for value in _values(content))
    whole = tag + _length(len(content)) + content
    return table.get(whole, whole)


def _length(count: int) -> bytes:
    if count < 0x80:
        return bytes([count])
    octets = count.to_bytes((count.bit_length() + 7) // 8)
    return bytes([0x80 | len(octets)]) + octets


def engine_accepts_cms(folder: Path, signature: bytes, content: bytes) -> bool:
    """Whether `openssl cms -verify` with the GOST engine takes a Kazakh CMS.

    Its object identifiers are made Russian and the signature value is reversed (s ‖ r,
    big-endian); nothing of that is signed. The certificate's own signature is not asked about.
    """
    parsed = cms.ContentInfo.load(signature)
    signer_info = parsed["content"]["signer_infos"][0]
    signer_info["signature"] = signer_info["signature"].native[::-1]
    (folder / "russian.p7s").write_bytes(rewrite_oids(parsed.dump(), TO_RUSSIAN))
    (folder / "content").write_bytes(content)
    done = engine_openssl(
        *("cms", "-verify", "-noverify", "-binary", "-engine", "gost", "-inform", "DER"),
        *("-in", str(folder / "russian.p7s"), "-content", str(folder / "content")),
        *("-out", str(folder / "verified")),
    )
    return done.returncode == 0


def engine_accepts(folder: Path, public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `openssl dgst -verify` with the GOST engine takes r ‖ s for a Kazakh public key."""
    (folder / "key.der").write_bytes(rewrite_oids(public_key, TO_RUSSIAN))
    (folder / "message").write_bytes(message)
    (folder / "value").write_bytes(signature[::-1])
    digest = "md_gost12_512" if len(signature) == 128 else "md_gost12_256"
    done = engine_openssl(
        *("dgst", "-engine", "gost", f"-{digest}", "-keyform", "DER"),
        *("-verify", str(folder / "key.der"), "-signature", str(folder / "value")),
        str(folder / "message"),
    )
    return done.returncode == 0 and b"Verified OK" in done.stdout
