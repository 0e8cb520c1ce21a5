"""First module of the built programs (build.spec). The processes that validate files of others
start here too: `freeze_support` sends them to their work before anything else is imported.
"""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()

    if sys.argv[1:2] == ["portal"]:  # another program, which shares only the command's name
        from portal.command import main as run_portal

        sys.exit(run_portal(sys.argv[2:]))

    from desktop.cli import main

    main()
