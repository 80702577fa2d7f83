"""Fails where a virtual environment with the default install is larger than the limit, or holds torch."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Measure one virtual environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("venv", type=Path)
    parser.add_argument("--limit-mb", type=float, required=True)
    given = parser.parse_args()
    files = [path for path in given.venv.rglob("*") if path.is_file() and not path.is_symlink()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    packages = sorted(
        (sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, folder.name)
        for folder in given.venv.glob("lib/python3*/site-packages/*")
        if folder.is_dir()
    )
    largest = ", ".join(f"{name} {size:.0f}" for size, name in packages[:-6:-1])
    print(f"default install: {megabytes:.0f} MB (limit {given.limit_mb:.0f}); largest: {largest}")
    torch = any(name == "torch" for _, name in packages)
    if torch:
        print("default install holds torch, which only training may need")
    return 1 if torch or megabytes > given.limit_mb else 0


if __name__ == "__main__":
    sys.exit(main())
