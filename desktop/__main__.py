"""`python -m desktop`: the same as the command `qolhat`."""

from desktop.cli import main

if __name__ == "__main__":
    main()
