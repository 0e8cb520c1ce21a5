"""`qolhat pack` and `qolhat sign`: packages as files, without workspace and portal."""

from collections.abc import Sequence
from pathlib import Path

from desktop.cli.context import Shared
from desktop.cli.exits import ExitCode
from desktop.services.network import Network
from desktop.services.packages import Packages, PackOrder
from desktop.submission.connection import Timeouts
from signing.asic.written import WrittenContainer
from signing.cms.levels import SignatureLevel


def pack_files(shared: Shared, order: PackOrder, *, as_json: bool) -> int:
    """Write unsigned containers."""
    containers = _packages(shared).pack(order, lambda _: None, lambda: False)
    return _tell_containers(shared, containers, "pack.done", as_json=as_json)


def sign_files(
    shared: Shared,
    paths: Sequence[Path],
    *,
    key: Path,
    password_file: Path | None,
    level: str,
    tsa: str | None,
    as_json: bool,
) -> int:
    """Sign containers in their place."""
    credential = shared.open_key(key, password_file)
    try:
        packages = _packages(shared)
        shared.warn_of_clock(packages.clock_difference(SignatureLevel(level), tsa))
        containers = [packages.sign(path, credential, SignatureLevel(level), tsa) for path in paths]
    finally:
        credential.close()
    return _tell_containers(shared, containers, "sign.done", as_json=as_json)


def _packages(shared: Shared) -> Packages:
    settings = shared.settings()
    network = Network(shared.paths, settings, shared.clock, Timeouts())
    return Packages(settings, network, shared.clock)


def _tell_containers(
    shared: Shared, containers: Sequence[WrittenContainer], text_id: str, *, as_json: bool
) -> int:
    if as_json:
        shared.console.json(
            {
                "containers": [
                    {
                        "path": str(one.path),
                        "size_bytes": one.size_bytes,
                        "sha256": one.sha256,
                        "manifest_sha256": one.manifest_sha256,
                        "entries": len(one.objects),
                    }
                    for one in containers
                ]
            }
        )
        return ExitCode.DONE
    for one in containers:
        size = shared.console.size(one.size_bytes)
        shared.console.say(text_id, path=str(one.path), size=size, entries=len(one.objects))
    return ExitCode.DONE
