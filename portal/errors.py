"""What can go wrong when the portal is started or operated from its command line.

What goes wrong in a call over HTTPS is a problem document (portal.web.problems).
"""

from signing.errors import QolhatError


class PortalHomeError(QolhatError):
    """The portal's folder cannot be used: not writable, or not a portal's."""

    code = "portal.home_unusable"


class PortInUseError(QolhatError):
    """Another program listens on the port that was asked for."""

    code = "portal.port_in_use"


class PortalRunningError(QolhatError):
    """Another portal process serves this folder already."""

    code = "portal.already_running"


class RequestFileError(QolhatError):
    """The operator's file does not describe a request."""

    code = "portal.request_file"


class CertificateUnknownError(QolhatError):
    """No certificate with this serial number was issued to a participant."""

    code = "portal.certificate_unknown"
