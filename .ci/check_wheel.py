"""Fails unless the wheel given holds every file of the package, the model's weights among them, and no strays."""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

SOURCES = Path(__file__).resolve().parents[1] / "src"

NEEDED = (
    "reportedly/py.typed",
    "reportedly/reading/weights/*.onnx",
    "reportedly/reading/vocabulary/*.yaml",
    "reportedly-*.dist-info/licenses/LICENSE",
    "reportedly-*.dist-info/entry_points.txt",
)
UNWANTED = ("tests/*", "training/*", "benchmarks/*", "*.db", "*.pt", "*/__pycache__/*")


def main(wheel: str) -> int:
    """Check one wheel; 1 where something lacks or is too much."""
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        size = sum(entry.compress_size for entry in archive.infolist()) / 1e6
    lacking = [pattern for pattern in NEEDED if not any(fnmatch(name, pattern) for name in names)]
    package = [path.relative_to(SOURCES).as_posix() for path in SOURCES.glob("reportedly/**/*") if path.is_file()]
    lacking += [name for name in package if "__pycache__" not in name and "/." not in name and name not in names]
    strays = [name for name in names if any(fnmatch(name, pattern) for pattern in UNWANTED)]
    for pattern in lacking:
        print(f"{wheel}: holds nothing like {pattern}")
    for name in strays:
        print(f"{wheel}: should not hold {name}")
    print(f"wheel: {len(names)} files, {size:.1f} MB")
    return 1 if lacking or strays else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
