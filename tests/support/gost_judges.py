"""libgcrypt and OpenSSL's GOST engine as judges of our GOST signatures.

Both know the Russian conventions only; what is rewritten for them is in KAZAKH order on our side:
little-endian numbers, r before s.
"""

import ctypes
import functools
import shutil
import subprocess

import pytest

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
