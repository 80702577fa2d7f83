"""Whether a page is well-formed HTML and harmless, as far as a parser without a browser can tell."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
PHRASING = frozenset("a abbr b bdi bdo cite code em i img input kbd label mark output picture q small source".split())
PHRASING |= frozenset("span strong sub sup time button select option textarea br".split())
ONLY_PHRASING = frozenset("p h1 h2 h3 h4 span q bdi b strong time a".split())
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
    "summary": {"details"},
    "figcaption": {"figure"},
    "source": {"picture"},
}
_BLOCK_LINK = frozenset({"a"})


class Markup(HTMLParser):
    """Reads a page; ``faults`` are what is wrong with it, ``words`` what it shows (of a drawing, its texts)."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.elements: Counter[str] = Counter()
        self.headings: list[int] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        if self._open:
            self.faults.append(f"never closed: {self._open}")
        self.faults += [f"id twice: {id_}" for id_, times in self.ids.items() if times > 1]
        self.faults += [f"leads nowhere: {a}" for a in self.addresses if a.startswith("#") and a[1:] not in self.ids]
        steps = zip([0, *self.headings], self.headings, strict=False)
        self.faults += [f"heading {b} after {a}" for a, b in steps if b > a + 1]

    @property
    def _drawing(self) -> bool:
        return "svg" in self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = [name for name, _ in attrs]
        self.faults += [f"{tag}: {name} twice" for name, times in Counter(given).items() if times > 1]
        self.faults += [f"{tag}: {name}" for name in given if name.startswith("on") or name == "style"]
        self.elements[tag] += 1
        values = dict(attrs)
        if values.get("id") is not None:
            self.ids[str(values["id"])] += 1
        self.addresses += [str(values[name]) for name in ("href", "src", "data", "srcset") if values.get(name)]
        if not self._drawing and tag != "svg":
            self._placed(tag, values)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        if tag not in VOID or self._drawing:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def _placed(self, tag: str, values: dict[str, str | None]) -> None:
        parent = self._open[-1] if self._open else ""
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.faults.append(f"{tag} in {parent}")
        if parent in ("ul", "ol") and tag != "li":
            self.faults.append(f"{tag} in {parent}")
        if parent in ONLY_PHRASING and tag not in PHRASING:
            self.faults.append(f"{tag} in {parent}")
        if tag == "a" and "a" in self._open:
            self.faults.append("a in a")
        if tag == "img" and values.get("alt") is None:
            self.faults.append("img without alt")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> where {self._open[-1:]} is open")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open[-1:] not in (["style"], ["script"]):
            self.words += data
