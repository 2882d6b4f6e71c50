"""``python -m kawat``: the command line."""

from kawat.cli import main

if __name__ == "__main__":
    main()
