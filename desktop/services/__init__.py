"""One class a use case: what the window and the command line both call.

Every value returned is a frozen dataclass without Qt. Every method blocks until its work is done,
is safe to call from any thread, and raises only `QolhatError` (a name a person can do something
about) or `Cancelled`. `Application` builds the services once and is handed around.
"""
