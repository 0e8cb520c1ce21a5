"""Parts that several pages are made of; none of them knows a service."""
