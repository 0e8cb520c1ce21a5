"""Containers as bodies of answers."""

from starlette.responses import Response

SEALED_MEDIA_TYPE = "application/vnd.etsi.asic-e+zip"


def sealed_response(container: bytes, status: int = 200) -> Response:
    """A sealed document."""
    return Response(container, status_code=status, media_type=SEALED_MEDIA_TYPE)
