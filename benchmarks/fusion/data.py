"""The Book authors data set: claims by sellers, a golden set of 100 books, a silver set of all.

From https://lunadong.com/fusionDataSets.htm: crawled from abebooks.com in 2007 (Yin, Han, Yu 2008; Dong, Berti-Équille,
Srivastava 2009). ``book.txt`` has source, ISBN, title and author field, one listing a line. Nobody says how the silver
set was made; some of its answers are plainly wrong ("addison-wesley").
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fusion.authors import Name, read
from benchmarks.fusion.book import Authors, Claim, claims_of, persons, same_person

ORDER = re.compile(r"\b\d{9}[\dXx]\b|\b\d{13}\b")


@dataclass(frozen=True, slots=True)
class Books:
    """Listings by book, and the answers; keys are ISBN-10 where one exists."""

    listings: dict[str, list[tuple[str, str]]]
    golden: dict[str, tuple[Name, ...]]
    silver: dict[str, tuple[Name, ...]]

    def claims(self) -> dict[str, list[Claim]]:
        """The comparable claims, book by book."""
        return {book: claims_of(book, said) for book, said in self.listings.items()}


def isbn10(isbn: str) -> str:
    """The ISBN of ten characters for one of thirteen that begins with 978; any other as it is."""
    if len(isbn) != 13 or not isbn.startswith("978"):
        return isbn
    body = isbn[3:12]
    check = -sum((10 - i) * int(digit) for i, digit in enumerate(body)) % 11
    return body + ("X" if check == 10 else str(check))


def load(folder: Path) -> Books:
    """Reads ``book.txt``, ``book_golden.txt`` and ``book_silver.txt``.

    Raises:
        FileNotFoundError: where one of them is missing.
        ValueError: where a line of ``book.txt`` has not four columns.
    """
    listings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, line in enumerate((folder / "book.txt").read_text(encoding="latin-1").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) != 4:
            raise ValueError(
                f"{folder / 'book.txt'}: line {number} has {len(columns)} columns, expected 4 (tab-separated)"
            )
        listings[isbn10(columns[1])].append((columns[0].strip(), columns[3]))
    return Books(dict(listings), _answers(folder / "book_golden.txt"), _answers(folder / "book_silver.txt"))


def _answers(path: Path) -> dict[str, tuple[Name, ...]]:
    out = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        isbn, _, field = line.partition("\t")
        if ORDER.fullmatch(isbn.strip()) and (reading := read(field)):
            forms = persons([reading.candidates[0]])
            out[isbn10(isbn.strip())] = tuple(sorted(set(forms.values())))
    return out


def right(authors: Authors, answer: tuple[Name, ...]) -> bool:
    """Whether a list names exactly the people of the answer, in any order: one to one, none missing, none more.

    Given names must be there where the answer has them, and agree (an initial will do); surnames must be spelt alike.
    """
    if len(authors) != len(set(answer)):
        return False
    left = sorted(authors, key=len, reverse=True)
    for name in sorted(set(answer), key=len, reverse=True):
        found = next((a for a in left if same_person(a, name) and (len(a) > 1 or len(name) == 1)), None)
        if found is None:
            return False
        left.remove(found)
    return True
