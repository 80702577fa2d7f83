"""Opens the data files of this folder: what is wrong in one is said with its name and the key."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from reportedly.errors import ModelError

# The one written in C is ten times as fast, and not everywhere.
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=16)
def table(name: str, *keys: str) -> dict[str, Any]:
    """The content of a data file.

    Raises:
        ModelError: where the file is missing, is no YAML, or lacks one of ``keys``.
    """
    try:
        raw = yaml.load(files(__package__).joinpath(name).read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, yaml.YAMLError) as error:
        raise ModelError(f"{name}: cannot be read ({error!r}); reinstall reportedly") from error
    lacking = [key for key in keys if not isinstance(raw, dict) or key not in raw]
    if lacking:
        raise ModelError(f"{name}: lacks the key {lacking[0]!r}; reinstall reportedly")
    return dict(raw)
