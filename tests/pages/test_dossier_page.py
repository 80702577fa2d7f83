"""How a dossier is laid out: what stands on top, what is parted and what is cut; texts of others do nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup as Safe

from reportedly.dossier import Answer, Contest, Dossier, Footnote, Line, Section, Worth
from reportedly.dossier.figures import Figures, Held, Mark, Number, Span
from reportedly.dossier.gaps import ONE_ORIGIN, UNSETTLED
from reportedly.exchange.note import GRADES, METHOD
from reportedly.model import Certainty, Entity, Kind
from reportedly.pages import InOneFile, Page, Plate, Row, environment, flat, page_of, plain, running_head, style
from reportedly.pages.text import tag
from tests.pages.markup import Markup

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
NASTY = st.lists(st.sampled_from([*"ab<>&\"'{}%\\/*;:\n\x00\x1b", *TURNING, "é", "ي", "</style>"]), max_size=40).map(
    "".join
)


def note(number: int, **more: object) -> Footnote:
    known: dict[str, object] = {
        "document": "d" * 64,
        "document_name": "a.txt",
        "publisher": "Pelmor Herald",
        "title": "A title",
        "published": date(2019, 3, number % 27 + 1),
        "quote": f"Sentence {number}.",
        "claims": (f"c{number}",),
    }
    return Footnote(number=number, start=0, end=9, **{**known, **more})  # type: ignore[arg-type]


def line(text: str, *notes: int, low: int = 1, **more: object) -> Line:
    worth = Worth(("Pelmor Herald",), low, low, 1 if low > 1 else 3, "confirmed", ("two origins say it",))
    return Line(text, said="so the Pelmor Herald", notes=notes, claims=("c",), worth=worth, **more)  # type: ignore[arg-type]


def dossier(*sections: Section, **more: object) -> Dossier:
    numbers = {n for s in sections for told in s.lines for n in told.notes} | {1}
    known: dict[str, object] = {
        "entity": Entity("e1", "Salt Guard", Kind.ORGANIZATION, ("Salt Guard", "Solt Guard")),
        "as_of": None,
        "reports": 3,
        "claims": 9,
        "first": date(2017, 1, 1),
        "last": date(2019, 6, 7),
        "contested": (),
        "unknown": (),
        "footnotes": tuple(note(n) for n in range(1, max(numbers) + 1)),
    }
    return Dossier(sections=sections, **{**known, **more})  # type: ignore[arg-type]


def shown(page: Page) -> str:
    return (
        environment()
        .get_template("dossier/alone.html")
        .render(page=page, links=InOneFile(), inline=False, method=METHOD, grades=GRADES, policy="", scope=(), style="")
    )


def test_a_sentence_stands_where_it_is_first_cited_and_always_where_it_is_contested() -> None:
    contest = Contest("Whether", (Answer("Yes", (line("a", 1),)), Answer("No", (line("b", 1),))))
    page = page_of(dossier(Section("where", "Where", (line("a", 1), line("b", 1, 2))), contested=(contest,)))
    a, b = page.parts[0].groups[0].entries
    assert [(one.whole, one.named) for one in (*a.cited, *b.cited)] == [(True, True), (False, False), (True, True)]
    told = [one for side in page.disputes[0].sides for entry in side.entries for one in entry.cited]
    assert [(one.whole, one.named) for one in told] == [(True, False), (True, False)]
    assert [each.number for each in page.notes] == [1, 2]


def test_the_summary_repeats_the_lines_with_most_origins_and_the_latest_events() -> None:
    where = Section("where", "Where", tuple(line(f"place {n}", n, low=n) for n in range(1, 6)))
    events = Section("events", "Events", tuple(line(f"event {n}", n, day=date(2010 + n, 1, 1)) for n in range(1, 6)))
    points = {point.key: point for point in page_of(dossier(where, events)).points}
    assert [entry.text for entry in points["where"].entries] == ["place 2", "place 3", "place 4", "place 5"]
    assert points["where"].more == "and 1 more"
    assert [entry.text for entry in points["events"].entries] == ["event 3", "event 4", "event 5"]
    assert all(entry.cited for point in points.values() for entry in point.entries)


def test_many_events_are_parted_by_year_and_only_the_last_year_is_open() -> None:
    told = [line(f"event {n}", n, day=date(2010 + n // 5, 1, 1)) for n in range(1, 16)]
    (part,) = page_of(dossier(Section("events", "Events", tuple(told)))).parts
    assert [group.title for group in part.groups] == [
        "2010: 4 events",
        "2011: 5 events",
        "2012: 5 events",
        "2013: one event",
    ]
    assert [group.folded for group in part.groups] == [True, True, True, False]
    assert sum(len(group.entries) for group in part.groups) == part.size == 15


def test_a_page_that_cannot_hold_all_keeps_what_most_origins_stand_behind() -> None:
    told = tuple(line(f"place {n}", n, low=n % 7 + 1) for n in range(1, 30))
    found = dossier(Section("where", "Where", told), Section("names", "Names", (line("x", 1),)))
    part, names = page_of(found, most=4).parts
    kept = [entry.line.worth.low for entry in part.groups[0].entries if entry.line.worth]
    assert (kept, part.left, part.size, names.left) == ([7, 7, 7, 7], 25, 29, 0)
    (alone,) = page_of(found, most=4, single="where").parts
    assert (alone.left, alone.size) == (0, 29)
    plate = Plate("where", "Where", ("a",), tuple(Row((str(n),)) for n in range(9)), Safe("<b>x</b>"))
    (cut, _) = page_of(found, plates={"where": [plate]}, rows=5).parts
    assert (len(cut.plates[0].rows), cut.plates[0].left) == (5, 4)


def test_what_is_unknown_is_parted_by_what_is_the_matter_with_it() -> None:
    unknown = (
        Line("No report says how strong it is"),
        line(f"{ONE_ORIGIN}: he led it", 1),
        line(f"{UNSETTLED}: it would attack", 1),
    )
    groups = page_of(dossier(Section("where", "Where", (line("a", 1),)), unknown=unknown)).open
    assert [(group.title, group.entries[0].text) for group in groups] == [
        ("Not said", "No report says how strong it is"),
        ("Resting on one origin", "he led it"),
        ("Said, but not said to be so", "it would attack"),
    ]


def test_denied_and_contested_are_said_in_words() -> None:
    told = (line("a", 1, denied=True), line("b", 1, contested=True))
    contest = Contest("Whether", (Answer("Yes", (line("a", 1),)), Answer("No", (line("b", 1),))))
    words = Markup(shown(page_of(dossier(Section("where", "Where", told), contested=(contest,))))).words
    assert "Denied" in words.split("Where")[-1]
    assert "Contested" in words


@settings(max_examples=40, deadline=None)
@given(words=NASTY)
def test_words_of_others_are_shown_and_do_nothing(words: str) -> None:
    hostile = note(1, quote=words, title=words, publisher=words, chains=(words,), address=words, language=words)
    found = dossier(
        Section("where", "Where", (line(words, 1, when=words),)),
        entity=Entity("e1", words, Kind.PERSON, (words, f"{words}2")),
        contested=(Contest(words, (Answer(words, (line(words, 1),)),), words),),
        footnotes=(hostile,),
    )
    page = shown(page_of(found))
    seen = Markup(page)
    assert not seen.faults
    assert not set(TURNING) & set(page)
    assert seen.elements["b"] == 0
    assert flat(words) in seen.words or not flat(words).strip()


@given(words=NASTY)
def test_plain_text_holds_no_control_and_its_words(words: str) -> None:
    given_ = plain(words)
    assert not set(given_) & {*TURNING, "\x00", "\x1b"}
    assert len(given_) == len(words)
    assert "\n" not in flat(words)


@given(words=NASTY)
def test_the_name_at_the_head_of_a_sheet_ends_no_string(words: str) -> None:
    sheet = running_head(dossier(entity=Entity("e1", words, Kind.PERSON, (words,))))
    assert sheet.count('"') == 4
    assert "<" not in sheet
    assert sheet.count("{") == sheet.count("}") == 4


def test_a_long_name_buries_no_page() -> None:
    long = "N" * 1_000_000
    found = dossier(
        Section("where", "Where", tuple(line(long, n) for n in range(1, 20))),
        entity=Entity("e1", long, Kind.PERSON, (long, f"{long}2")),
    )
    assert len(shown(page_of(found))) < 60_000


def test_only_tags_of_languages_stand_in_attributes() -> None:
    assert [tag(each) for each in ("en", "zh-Hant-TW", "x", 'en" onclick="', None)] == ["en", "zh-Hant-TW", "", "", ""]


def test_the_style_asks_for_nothing() -> None:
    assert "url(" not in style()
    assert "@import" not in style()
    assert "</" not in style()


def test_a_dossier_of_nothing_is_a_page() -> None:
    empty = replace(dossier(), footnotes=(), first=None, last=None)
    assert not Markup(shown(page_of(empty))).faults


def held(holder: str, claim: str, **more: object) -> Held:
    return Held("leader of Salt Guard", "leader", holder, None, "Salt Guard", claims=(claim,), **more)  # type: ignore[arg-type]


def mark(day: str, claim: str = "x") -> Mark:
    at = date.fromisoformat(day)
    return Mark(Span(at, at, day), (claim,))


def summed(*who: Held, lines: Sequence[Line]) -> Dossier:
    return dossier(Section("leadership", "Leaders", tuple(lines)), figures=Figures(held=who))


def of(claim: str, text: str, *notes: int, **more: object) -> Line:
    return replace(line(text, *notes, **more), claims=(claim,))


def test_the_summary_names_those_in_office_before_those_who_were() -> None:
    one = held(
        "Orvan Teskil", "a", starts=(mark("2011-01-01"),), deaths=(mark("2014-05-01"),), death=mark("2014-05-01").span
    )
    two = held("Ana Velk", "b", starts=(mark("2015-01-01"),), ends=(mark("2018-03-01"),))
    three = held("Bel Orum", "c", seen=(mark("2019-02-01"),), words="since at least 1 February 2019 (first cited)")
    told = [
        of("a", "Orvan Teskil, leader", 1),
        of("x", "Orvan Teskil reported dead", 2, low=5),
        of("b", "Ana Velk, leader", 3),
        of("c", "Bel Orum, leader (at the same time as nobody)", 4),
    ]
    (point,) = page_of(summed(one, two, three, lines=told)).points
    assert [(group.title, [e.text for e in group.entries]) for group in point.groups] == [
        ("No end reported, or the end disputed", ["Bel Orum, leader"]),
        ("Before", ["Ana Velk, leader", "Orvan Teskil, leader"]),
    ]
    assert point.groups[0].entries[0].line.when == "since at least 1 February 2019 (first cited)"
    assert point.more == "and 1 more"
    assert all(entry.cited for entry in point.entries)


def test_a_leader_whose_death_is_denied_is_not_taken_for_gone() -> None:
    one = held(
        "Orvan Teskil", "a", starts=(mark("2011-01-01"),), deaths=(mark("2019-05-01", "d"),),
        death=mark("2019-05-01").span, alive=("n",),
    )  # fmt: skip
    told = [
        of("a", "Orvan Teskil, leader", 1),
        of("d", "Orvan Teskil reported dead", 2),
        of("n", "Orvan Teskil is dead", 3, denied=True),
    ]
    (point,) = page_of(summed(one, lines=told)).points
    (group,) = point.groups
    assert group.title == "No end reported, or the end disputed"
    assert [(e.text, e.line.denied) for e in group.entries] == [
        ("Orvan Teskil, leader", False),
        ("Orvan Teskil reported dead", False),
        ("Orvan Teskil is dead", True),
    ]


def test_where_nobody_is_left_the_last_are_named_as_such() -> None:
    one = held("Orvan Teskil", "a", ends=(mark("2018-05-01"),), starts=(mark("2011-01-01"),))
    (point,) = page_of(summed(one, lines=[of("a", "Orvan Teskil, leader", 1)])).points
    assert [group.title for group in point.groups] == ["Last named"]


def test_strength_is_the_latest_number_of_each_source() -> None:
    def number(day: str, claim: str, voice: str, counts: str = "") -> Number:
        return Number(1, 1, "", counts, "", mark(day).span, True, "", (voice,), Certainty.CERTAIN, claims=(claim,))

    numbers = (
        *(number("2012-01-01", "a", "ministry"), number("2013-01-01", "b", "Pelmor Herald")),
        *(number("2018-01-01", "c", "ministry"), number("2019-01-01", "d", "ministry", "vehicle")),
    )
    told = [
        of(claim, text, i)
        for i, (claim, text) in enumerate((("a", "100"), ("b", "200"), ("c", "300"), ("d", "9 vehicles")), 1)
    ]
    made = dossier(Section("strength", "Strength", tuple(told)), figures=Figures(numbers=numbers))
    (point,) = page_of(made).points
    assert [e.text for e in point.entries] == ["300: ministry", "200: Pelmor Herald", "9 vehicles: ministry"]
    assert point.more == "and 1 more"
