"""openssl as the judge: what it says about our signatures and tokens counts more than our word."""

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    return subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def cades_verdict(
    folder: Path, signature: bytes, content: bytes, root_pem: bytes, at: datetime
) -> tuple[bool, str]:
    """Whether `openssl cms -verify -cades` accepts a detached signature, and what it says."""
    (folder / "signature.p7s").write_bytes(signature)
    (folder / "content").write_bytes(content)
    (folder / "root.pem").write_bytes(root_pem)
    result = _run(
        *("cms", "-verify", "-cades", "-binary", "-inform", "DER"),
        *("-in", str(folder / "signature.p7s"), "-content", str(folder / "content")),
        *("-purpose", "any", "-CAfile", str(folder / "root.pem")),
        *("-attime", str(int(at.timestamp())), "-out", str(folder / "verified")),
    )
    return result.returncode == 0, result.stdout + result.stderr


def token_verdict(
    folder: Path,
    token: bytes,
    digest: bytes,
    root_pem: bytes,
    at: datetime,
    untrusted_pem: bytes | None = None,
) -> tuple[bool, str]:
    """Whether `openssl ts -verify` accepts a token over a digest, and what it says."""
    (folder / "token.tst").write_bytes(token)
    (folder / "tsa-root.pem").write_bytes(root_pem)
    more: tuple[str, ...] = ()
    if untrusted_pem is not None:
        (folder / "untrusted.pem").write_bytes(untrusted_pem)
        more = ("-untrusted", str(folder / "untrusted.pem"))
    result = _run(
        *("ts", "-verify", "-token_in", "-in", str(folder / "token.tst")),
        *("-digest", digest.hex(), "-CAfile", str(folder / "tsa-root.pem")),
        *("-attime", str(int(at.timestamp()))),
        *more,
    )
    return "Verification: OK" in result.stdout, result.stdout + result.stderr
