"""First module of the built programs (build.spec). The processes that validate files of others
start here too: `freeze_support` sends them to their work before anything else is imported.
"""

import multiprocessing

if __name__ == "__main__":
    multiprocessing.freeze_support()

    from desktop.cli import main

    main()
