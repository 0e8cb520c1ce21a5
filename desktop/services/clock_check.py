"""Whether this machine's clock agrees with those that will date what is signed with it."""

import logging
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.clock import Clock
from desktop.errors import PortalError
from desktop.services.network import Network
from signing.cms.timestamp import BadTimestampTokenError, TimestampSource, TsaError
from signing.evidence.references import Environment

_log = logging.getLogger(__name__)
CLOCK_TOLERANCE_SECONDS = 300
CLOCK_TIMEOUT_SECONDS = 5.0
_IMPRINT_BYTES = 32


@dataclass(frozen=True, slots=True)
class ClockDifference:
    """This machine's clock minus that of `host` (with port), in seconds."""

    host: str
    seconds: int

    @property
    def is_off(self) -> bool:
        """More than five minutes: a person should be warned before signing."""
        return abs(self.seconds) > CLOCK_TOLERANCE_SECONDS


class ClockCheck:
    """Asks portal and timestamp service for their time. One out of reach is no error: None."""

    def __init__(self, network: Network, clock: Clock) -> None:
        self._network = network
        self._clock = clock

    def portal(self) -> ClockDifference | None:
        """Against the configured portal, by the header `Date` of its answer.

        Raises:
            NotConfiguredError: no portal is set.
        """
        settings = self._network.portal_settings()
        client = self._network.portal()
        try:
            client.about(settings.identity, Environment(settings.environment))
        except PortalError:
            return None
        finally:
            client.connection.close()
        offset = client.connection.clock_offset
        if offset is None:
            return None
        return ClockDifference(urlsplit(settings.origin).netloc, round(offset.total_seconds()))

    def timestamp_service(self) -> ClockDifference | None:
        """Against the configured timestamp service, by a token that it is asked for."""
        source = self._network.timestamps(CLOCK_TIMEOUT_SECONDS)
        if source is None:
            return None
        return self.of_source(source, self._network.timestamp_host())

    def of_source(self, source: TimestampSource, host: str) -> ClockDifference | None:
        """Against any timestamp service, by a token over random bytes."""
        try:
            token = source.request(secrets.token_bytes(_IMPRINT_BYTES))
        except (TsaError, BadTimestampTokenError) as error:
            _log.info("the time of %s is not known: %s", host, error)
            return None
        offset = self._clock() - token.gen_time
        return ClockDifference(host, round(offset.total_seconds()))
