"""Opening many sources: folders, standard input, order, and what is imported for it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.errors import Reason, Refusal
from reportedly.intake import Intaken, Options, count_sources, open_sources


def test_a_folder_in_order_with_what_is_refused_counted(tmp_path: Path, prose: str) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    files = {
        "a.txt": prose,
        "b/deep/c.md": prose,
        "b/z.json": "{}",
        "b/empty.txt": "",
        ".git/x.txt": prose,
        ".y.txt": prose,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    results = list(open_sources([str(tmp_path)], options=Options()))
    told = [
        (Path(r.document.origin).relative_to(tmp_path.resolve()).as_posix(), "read")
        if isinstance(r, Intaken)
        else (Path(r.origin).relative_to(tmp_path).as_posix(), r.reason.value)
        for r in results
    ]
    assert told == [
        ("a.txt", "read"),
        ("b/deep/c.md", "read"),
        ("b/empty.txt", "empty"),
        ("b/z.json", "unsupported format"),
    ]
    assert count_sources([str(tmp_path), "-", "missing.txt"]) == 6


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    [refusal] = open_sources([str(tmp_path)], options=Options())
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.EMPTY


def test_the_same_bytes_are_the_same_document(tmp_path: Path, prose: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(prose)
    a, b = open_sources([str(tmp_path)], options=Options(publisher="Monitor"))
    assert isinstance(a, Intaken)
    assert isinstance(b, Intaken)
    assert a.document.id == b.document.id
    assert a.document.origin != b.document.origin


@pytest.mark.parametrize(("limit", "read"), [(10_000, True), (10, False)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, prose: str, limit: int, read: bool) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(prose.encode())))
    [result] = open_sources(["-"], options=Options(max_bytes=limit))
    if read:
        assert isinstance(result, Intaken)
        assert (result.document.text, result.document.name, result.document.origin) == (prose, "-", "-")
    else:
        assert isinstance(result, Refusal)
        assert result.reason is Reason.TOO_LARGE


def test_nothing_heavy_is_imported_for_plain_english_text(tmp_path: Path, prose: str) -> None:
    (tmp_path / "a.txt").write_text(prose)
    program = (
        "import sys\n"
        "from reportedly.intake import Options, open_sources\n"
        f"[result] = open_sources([{str(tmp_path / 'a.txt')!r}], options=Options())\n"
        "assert result.document.language == 'en'\n"
        "heavy = {'trafilatura', 'lxml', 'pypdfium2', 'docx', 'py3langid', 'numpy', 'httpx', 'asyncio', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
