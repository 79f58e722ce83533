"""``python -m crsparse``."""

from crsparse.cli import main

if __name__ == "__main__":
    main()
