"""`python -m portal --home DIR --port N`: the portal alone."""

import sys

from portal.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
