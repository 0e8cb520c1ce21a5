"""The three GOST digests by libgcrypt, through ctypes: a hundred times faster than plain Python.

The library lies on every Debian, Ubuntu and Fedora desktop; on Windows and elsewhere it is not
looked for. Before it is used it must give the right answers; the caller then falls back to plain
Python without a word, for the digests are the same.
"""

import ctypes
import sys
import weakref
from functools import cache
from typing import Final

from signing.gost.gost34311 import Gost34311
from signing.gost.streebog import Streebog

_LIBRARY: Final = "libgcrypt.so.20"

# gcrypt.h
_ALGORITHMS: Final = {"gost34311": 308, "streebog256": 309, "streebog512": 310}
_DIGEST_BYTES: Final = {"gost34311": 32, "streebog256": 32, "streebog512": 64}
_BLOCK_BYTES: Final = {"gost34311": 32, "streebog256": 64, "streebog512": 64}
_CONTROL_TEST_ALGORITHM: Final = 8
_CONTROL_DISABLE_SECURE_MEMORY: Final = 37
_CONTROL_INITIALIZATION_FINISHED: Final = 38
_CONTROL_IS_INITIALIZED: Final = 39

_SELF_TEST_LENGTHS: Final = (0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129)


class LibgcryptDigest:
    """A hashlib-like object around one libgcrypt handle."""

    def __init__(
        self, library: ctypes.CDLL, name: str, handle: ctypes.c_void_p | None = None
    ) -> None:
        """Starts a hash, `name` is one of the three; or takes over a handle that has begun one.

        Raises:
            OSError: the library refuses.
        """
        if handle is None:
            handle = ctypes.c_void_p()
            if library.gcry_md_open(ctypes.byref(handle), _ALGORITHMS[name], 0):
                raise OSError(f"libgcrypt opened no {name}")
        self.name = name
        self.digest_size = _DIGEST_BYTES[name]
        self.block_size = _BLOCK_BYTES[name]
        self._library = library
        self._handle = handle
        weakref.finalize(self, library.gcry_md_close, handle)

    def update(self, data: bytes, /) -> None:
        """Feeds more bytes."""
        octets = bytes(data)
        self._library.gcry_md_write(self._handle, octets, len(octets))

    def digest(self) -> bytes:
        """The digest of everything fed; more may be fed afterwards."""
        last = self.copy()  # reading a digest ends a handle
        result = last._library.gcry_md_read(last._handle, 0)  # noqa: SLF001 - its own copy
        return ctypes.string_at(result, self.digest_size)

    def hexdigest(self) -> str:
        """The digest in lower-case hexadecimal digits."""
        return self.digest().hex()

    def copy(self) -> "LibgcryptDigest":
        """An object in the same state."""
        handle = ctypes.c_void_p()
        if self._library.gcry_md_copy(ctypes.byref(handle), self._handle):
            raise OSError(f"libgcrypt copied no {self.name}")
        return LibgcryptDigest(self._library, self.name, handle)


def open_digest(name: str) -> LibgcryptDigest | None:
    """An empty digest object; None where the library is absent or does not pass its test."""
    library = _tested_library()
    return None if library is None else LibgcryptDigest(library, name)


@cache
def _tested_library() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = _load()
        return library if library is not None and _passes_self_test(library) else None
    except (OSError, AttributeError):
        return None


def _load() -> ctypes.CDLL | None:
    library = ctypes.CDLL(_LIBRARY)
    library.gcry_check_version.restype = ctypes.c_char_p
    library.gcry_md_open.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_uint]
    library.gcry_md_copy.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p]
    library.gcry_md_write.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    library.gcry_md_write.restype = None
    library.gcry_md_read.argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.gcry_md_read.restype = ctypes.c_void_p
    library.gcry_md_close.argtypes = [ctypes.c_void_p]
    library.gcry_md_close.restype = None
    library.gcry_md_algo_info.argtypes = [
        *(ctypes.c_int, ctypes.c_int),
        *(ctypes.c_void_p, ctypes.c_void_p),
    ]
    if library.gcry_check_version(None) is None:
        return None
    if not library.gcry_control(_CONTROL_IS_INITIALIZED, 0):
        library.gcry_control(_CONTROL_DISABLE_SECURE_MEMORY, 0)
        library.gcry_control(_CONTROL_INITIALIZATION_FINISHED, 0)
    for algorithm in _ALGORITHMS.values():  # one that runs in FIPS mode has none of them
        if library.gcry_md_algo_info(algorithm, _CONTROL_TEST_ALGORITHM, None, None):
            return None
    return library


def _passes_self_test(library: ctypes.CDLL) -> bool:
    """Whether it agrees with our own code, whole and in two pieces."""
    message = bytes(range(7, 7 + max(_SELF_TEST_LENGTHS)))
    for name in _ALGORITHMS:
        for length in _SELF_TEST_LENGTHS:
            own: Streebog | Gost34311 = (
                Gost34311() if name == "gost34311" else Streebog(digest_size=_DIGEST_BYTES[name])
            )
            own.update(message[:length])
            other = LibgcryptDigest(library, name)
            other.update(message[: length // 2])
            other.update(message[length // 2 : length])
            if own.digest() != other.digest():
                return False
    return True
