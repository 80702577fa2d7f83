"""One way of reading a seller's author list, used for every method alike.

A raw field ("Quell, Anna B./ Moor, Per/ Zel") becomes a ``Reading``: its authors, given names first, and whether the
field itself shows that it was cut off or says "et al.". Where the punctuation allows several readings ("Last, First" or
two surnames), ``candidates`` gives them all, the likeliest first; ``book.py`` chooses by what the other sellers of the
same book say.
"""

from __future__ import annotations

import html
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

Name = tuple[str, ...]
"""The words of one person's name, folded, given names first: ("wanda", "p", "dann")."""

_NOTHING = re.compile(r"(?i)^\W*(not available|n/?a|unknown|none|various|author unknown|no author|-)?\W*$")
_MARKUP = re.compile(r"<\s*[Bb][Rr]\s*/?\s*>|(?<=[a-z.)])BR(?=[A-Z][a-z])|\b[Bb]y \((?:[Aa]uthor|[Ee]ditor)\)")
_HELPERS = (
    r"foreword|preface|introduction|introd|afterword|translat\w*|trn|trans|illustrat\w*|ilt|creator|photograph\w*"
)
_HELPER_IN_BRACKETS = re.compile(rf"(?i)[^;/|&()]*?\(\s*(?:{_HELPERS})\b[^)]*\)?")
_HELPER_IN_WORDS = re.compile(r"(?i)[,;]?\s*\b(?:foreword|preface|introduction|illustrated|translated)\s+by\b[^;/|]*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\][]*\]")
_OPEN_BRACKET = re.compile(r"[(\[].*$")
_ROLES = re.compile(
    r"(?i)\b(?:co-?)?(?:editors?|edited by|eds?\.|editor-in-chief|authors?|joint author|contributors?"
    r"|compilers?|series ed)(?![\w'])\.?|\bby\b"
)
_DEGREES = re.compile(
    r"(?i)(?:,\s*|\s+|^|(?<=;))(?:ph\.?\s?d|m\.?d|jr|sr|ii|iii|iv|esq|m\.?sc|b\.?sc|cissp|cism|mcse)\b\.?(?!\w)(?:,(?=\s*[a-z]))?"
)
_TITLES = re.compile(r"(?i)\b(?:dr|prof|professor|mr|mrs|ms|sir)\b\.?\s+")
_YEARS = re.compile(
    r"\b(?:1[89]|20)\d\d\b-?|\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))\s+edition\b", re.I
)
_AND_OTHERS = re.compile(
    r"(?i)(?:&|\band\b|,|^)\s*associates\b|[,;/]?\s*\bet\.?\s*al\b\.?|[,;/]?\s*\betc\b\.?"
    r"|\.\.\.+|\band others\b|[,;/]?\s*\bet\s*$"
)
_STRONG = re.compile(r"(?i)\s*(?:[;|/&+~]|\band\b|\bwith\b|,\s*and\b|\n|\u00a0\u00a0|(?<=\s)-(?=\s))\s*")
_GLUED = re.compile(
    r"(?<=[a-z])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bLa)(?<!\bLe)(?<!\bVan)(?<!\bDu)(?<!\bFitz)(?=[A-Z])"
)
_DOT_GLUED = re.compile(r"(?<=\.)(?=[A-Z][a-z])")
_O = re.compile(r"\bO\s+(?=[A-Z][a-z]+\s*,)")
PARTICLES = frozenset("van von der den de la le di du del da dos das ter ten el al st zur zu".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a field may say: the ``candidates`` (each a list of names, likeliest first) and whether it was ``cut``."""

    candidates: tuple[tuple[Name, ...], ...]
    cut: bool

    @property
    def sure(self) -> bool:
        """Whether the punctuation leaves one reading."""
        return len(self.candidates) == 1


def read(field: str) -> Reading | None:
    """The readings of a raw author field; None where it names nobody ("Not Available", "").

    Editors count as authors; writers of forewords, translators and illustrators do not. Affiliations, titles, degrees
    and years are left out.
    """
    text = _unescape(field)
    if _NOTHING.match(text):
        return None
    text = _O.sub("O'", _MARKUP.sub(";", text))
    text, others = _AND_OTHERS.subn("", text)
    open_end = text.rstrip()[-1:] in ("/", ",") or text.count("(") > text.count(")")
    text = _without_comments(text)
    if _NOTHING.match(text):
        return None
    variants = dict.fromkeys((_GLUED.sub(";", _DOT_GLUED.sub(";", text)), _GLUED.sub(";", _DOT_GLUED.sub(" ", text))))
    found = dict.fromkeys(names for variant in variants for names in _segmented(variant) if names)
    return Reading(tuple(found), bool(others) or open_end) if found else None


def fold(text: str) -> str:
    """Lower case, no diacritics, no apostrophes."""
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


_LETTERS = {ord("ø"): "o", ord("Ø"): "O", ord("ß"): "ss", ord("ł"): "l", ord("’"): "'", ord("‘"): "'", ord("`"): "'"}


def _unescape(field: str) -> str:
    text = html.unescape(html.unescape(field)).replace("andapos;", "'")
    with suppress(UnicodeError):  # UTF-8 that somebody read as Latin-1: "JosÃ©e"
        text = text.encode("latin-1").decode("utf-8")
    return text.replace("\u0092", "'").replace("?", "'").replace("_", "-").replace('"', " ")


def _without_comments(text: str) -> str:
    text = _HELPER_IN_WORDS.sub("", _HELPER_IN_BRACKETS.sub(";", text))
    # "Arnold (Author) Gosling (Author)": the bracket is all that parts two names.
    text = _BRACKETS.sub(lambda m: ";" if text[m.end() :].strip()[:1].isalpha() else " ", text)
    text = _OPEN_BRACKET.sub("", text)
    for pattern in (_ROLES, _YEARS, _TITLES):
        text = pattern.sub(" ", text)
    return _DEGREES.sub(" ", text)


def _segmented(text: str) -> list[tuple[Name, ...]]:
    chunks = [chunk.strip(" ,.-:") for chunk in _STRONG.split(text)]
    chunks = [chunk for chunk in chunks if re.search(r"[^\W\d_]", chunk)]
    if len(chunks) == 1:
        return _of_chunk(chunks[0])
    each = [_of_chunk(chunk) for chunk in chunks]
    likeliest = tuple(name for options in each for name in options[0])
    out = [likeliest]
    for i, options in enumerate(each):  # one chunk at a time may be read otherwise
        before = tuple(n for o in each[:i] for n in o[0])
        after = tuple(n for o in each[i + 1 :] for n in o[0])
        out += [before + option + after for option in options[1:]]
    return out


def words_of(piece: str) -> Name:
    """The words of a piece, folded, without apostrophes, digits and marks."""
    return tuple(re.findall(r"[^\W\d_]+", fold(piece).replace("'", "")))


def _of_chunk(chunk: str) -> list[tuple[Name, ...]]:
    """The readings of a stretch without strong separators; the likeliest first."""
    parts = [(piece, words_of(piece)) for piece in re.split(r",|-\s", chunk)]
    pieces = [words for _, words in parts if words]
    if len(pieces) <= 1:
        return [tuple(pieces), *_run(pieces[0])] if pieces else [()]
    heads = [_is_surname(words) or " " not in piece.strip() for piece, words in parts if words]
    listed = tuple(pieces)
    out: list[tuple[Name, ...]] = []
    if len(pieces) == 2:
        inverted = (pieces[1] + pieces[0],)
        out += [inverted, listed] if heads[0] else [listed, inverted]
        return out
    if len(pieces) % 2 == 0 and all(heads[0::2]):
        out.append(tuple(given + last for last, given in zip(pieces[0::2], pieces[1::2], strict=True)))
    if heads[0] and all(len(words) >= 2 for words in pieces[1:-1]):
        out += _chained(pieces)
    out.append(listed)
    return out


def _is_surname(words: Name) -> bool:
    return len(words) == 1 or all(word in PARTICLES for word in words[:-1])


def _chained(pieces: list[Name]) -> list[tuple[Name, ...]]:
    """ "Guzdial, Mark J. Ericson, Barbara": a surname stands at the end of each inner piece, unseparated."""
    names, last = [], pieces[0]
    for words in pieces[1:-1]:
        start = len(words) - 1
        while start > 1 and words[start - 1] in PARTICLES:
            start -= 1
        names.append(words[:start] + last)
        last = words[start:]
    return [(*names, pieces[-1] + last)]


def _run(words: Name) -> list[tuple[Name, ...]]:
    """ "Mark Guzdial Barbara Ericson": names of two or three words with nothing between them."""
    if len(words) < 4 or len(words) > 24:
        return []
    out: list[tuple[Name, ...]] = []
    _cut_run(words, (), out)
    return out


def _cut_run(words: Name, before: tuple[Name, ...], out: list[tuple[Name, ...]]) -> None:
    if len(out) >= 64:
        return
    if not words:
        if len(before) > 1:
            out.append(before)
        return
    for size in (2, 3, 4):
        if len(words) >= size and len(words[size - 1]) > 1:
            _cut_run(words[size:], (*before, words[:size]), out)
