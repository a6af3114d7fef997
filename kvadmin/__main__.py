"""``python -m kvadmin``."""

from kvadmin.cli.main import main

if __name__ == "__main__":
    main()
