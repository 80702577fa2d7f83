"""Tokens, after the conventions of the English UD treebanks.

Contractions and possessives stand apart ("did n't", "group 's"), hyphens split words
("al - Sadd"), abbreviations and initials keep their full stop ("Gen.", "U.S.").
Tokens are character offsets into the text, which is never changed.
"""

from __future__ import annotations

import re

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Cpl|Cmdr|Brig|Adm|Sen|Rep|Gov|Pres|Amb|Rev|Hon|St|Mt|Ft|"
    "Jr|Sr|No|Nos|Art|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Dept|Univ|"
    "approx|ca|cf|etc|al|ed|eds|vol|pp|para|fig"
)
_TOKEN = re.compile(
    rf"""
    https?://[^\s<>"”’)\]]*[^\s<>"”’)\].,;:!?]            # address
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                          # e-mail
  | (?<!\w)[@\#]\w+                                        # handle, hash tag
  | (?:[A-Za-z]\.){{2,}}                                     # U.S., a.m.
  | \b(?:{_ABBREVIATIONS})\.(?=\s|[,;)])                   # Gen.
  | \b[A-Z]\.(?=\s[A-Z])                                   # initial
  | \d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?!\w)                # 1,500  14th  1990s
  | \w+?(?=n['’]t\b)                                       # did|n't
  | n['’]t\b
  | ['’](?:s|S|re|ve|ll|d|m|RE|VE|LL)\b                    # 's
  | [^\W_]+(?:['’ʼʻ][^\W\d_]{{2,}})+(?<!['’]re)(?<!['’]ve)(?<!['’]ll)   # Qur'an, O'Brien
  | \w+?(?=['’](?:re|ve|ll)\b)
  | \w[\w\u0300-\u036f\u064b-\u0652\u200c]*                                                # word
  | \.{{2,}}|-{{2,}}|[^\w\s]
    """,
    re.VERBOSE,
)


def tokenise(text: str) -> tuple[list[int], list[int]]:
    """Starts and ends (exclusive), in characters, of every token of ``text``."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]
