"""``python -m reportedly`` is the program ``reportedly``."""

from reportedly.cli import main

if __name__ == "__main__":
    main()
