"""Reports about an invented band in real districts: what a map can show, and what it cannot."""

from __future__ import annotations

from tests.written import DENIED, POSSIBLE, Written, number, org, person, place, report, says, speaker

LARK, TESKIL = org("Larkspur Brigade"), person("Orvan Teskil")


def reports() -> list[Written]:
    """Three reports with a base, districts, a province, a denial, a far office and a pass that nobody knows."""
    return [
        report(
            "a.txt",
            "Quayside Observer",
            "2023-05-12",
            ("The brigade has its base in Taloqan.", says("based_in", LARK, place("Taloqan"))),
            ("It holds Warduj District.", says("controls", LARK, place("Warduj District"), start="2022-10")),
            ("Some 40 men were seen in Kunduz.", says("present_in", LARK, place("Kunduz"))),
            (
                "On 14 March its men attacked a post in Baghlan.",
                says("attack", LARK, org("Border Post"), place=place("Baghlan"), time="2023-03-14"),
            ),
            ("Orvan Teskil leads it.", says("leads", TESKIL, LARK, start="2021")),
            ("It has 200 to 250 fighters.", says("strength", LARK, number(200, 250, "fighters"), time="2023-01")),
        ),
        report(
            "b.txt",
            "Lemet Mercury",
            "2023-08-01",
            ("It moves about in Takhar Province.", says("present_in", LARK, place("Takhar Province"), sure=POSSIBLE)),
            (
                "It is not in Kunduz, the governor said.",
                says("present_in", LARK, place("Kunduz"), polarity=DENIED, by=speaker("Bel Orum")),
            ),
            ("It was seen in Grey Heron Pass.", says("present_in", LARK, place("Grey Heron Pass"))),
            ("It has an office in London.", says("based_in", LARK, place("London"))),
            ("It has at least 300 fighters.", says("strength", LARK, number(300, None, "fighters"))),
            (
                "It allied with the Reed Front in 2022 and broke with it in June 2023.",
                says("allied_with", LARK, org("Reed Front"), start="2022", end="2023-06"),
            ),
        ),
        report(
            "c.txt",
            "Harbour Courier",
            "2024-01-15",
            ("Teskil was killed on 3 January.", says("killed", TESKIL, time="2024-01-03")),
            ("Ana Velk has led it since.", says("leads", person("Ana Velk"), LARK, start="2024-01")),
        ),
    ]
