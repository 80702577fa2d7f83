"""Invented successions: who led when, as the README of the topics defines it, from claims as annotators write them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from reportedly.weighing import Held, propositions, rivals, tenures
from reportedly.weighing.questions import gaps
from tests.weighing.ways import WAYS
from tests.written import DENIED, UNKNOWN, Said, org, person, report, says

BODY, WING = (replace(org(name), entity=name[0].lower()) for name in ("Tarn Ferry Guild", "Salt Wing"))
IDA, JON, KIR = (replace(person(name), entity=name[0].lower()) for name in ("Ida Valk", "Jon Tarrow", "Kir Osht"))


@dataclass(frozen=True)
class Succession:
    """Reports by day, and of each holder in order: who, start, end, rivals; ``gaps``: how many."""

    name: str
    reports: tuple[tuple[str, tuple[Said, ...]], ...]
    leaders: tuple[tuple[str, str, str, str], ...]
    gaps: int = 0


def led(who: object, **more: object) -> Said:
    return says("leads", who, BODY, **more)  # type: ignore[arg-type]


SUCCESSIONS = (
    Succession(
        "a founder cited twice, killed, and followed after months",
        (
            ("2015-02-01", (led(IDA),)),
            ("2017-05-01", (led(IDA, title="head"),)),
            ("2018-01-09", (says("killed", IDA, time="2018-01-07"), led(IDA))),
            ("2018-06-01", (led(JON, start="2018-05"),)),
        ),
        (("i", "cited", "dead 2018-01-07", ""), ("j", "2018-05", "cited", "")),
        gaps=1,
    ),
    Succession(
        "a coarse and a fine start, an end stated, and the next one from that day",
        (
            ("2016-02-01", (led(IDA, start="2015"),)),
            ("2016-08-01", (led(IDA, start="2015-03"),)),
            ("2020-03-02", (led(IDA, end="2020-03-01"), led(JON, start="2020-03-01"))),
        ),
        (("i", "2015-03", "2020-03-01", ""), ("j", "2020-03-01", "cited", "")),
    ),
    Succession(
        "two who claim it at one time",
        (
            ("2019-02-01", (led(IDA, start="2018-11"),)),
            ("2019-06-01", (led(JON, start="2019-04"),)),
            ("2019-09-01", (led(IDA),)),
            ("2019-10-01", (led(JON),)),
        ),
        (("i", "2018-11", "cited", "j"), ("j", "2019-04", "cited", "i")),
    ),
    Succession(
        "a former head who died later, an acting one, and one who is but planned",
        (
            ("2014-02-01", (led(IDA, status="former"),)),
            ("2014-06-01", (led(JON, status="acting", start="2014-01"),)),
            ("2016-02-01", (led(KIR, sure=UNKNOWN),)),
            ("2016-03-01", (says("killed", IDA, time="2016-02-20"),)),
        ),
        (("i", "unknown", "unknown", ""), ("j", "2014-01", "cited", "")),
    ),
    Succession(
        "a leader who broke away leads his wing, and the one who is denied leads nothing",
        (
            ("2020-02-01", (led(IDA, start="2012"),)),
            ("2021-02-01", (led(IDA, end="2020-12"), says("leads", IDA, WING, start="2020-12"))),
            ("2021-03-01", (led(JON), led(KIR, polarity=DENIED))),
        ),
        (("i", "2012", "2020-12", ""), ("j", "cited", "cited", "")),
        gaps=1,  # January and February
    ),
    Succession(
        "nobody named for just two months",
        (
            ("2016-06-10", (led(IDA, end="2016-05"),)),
            ("2016-09-01", (led(JON, start="2016-08"),)),
        ),
        (("i", "unknown", "2016-05", ""), ("j", "2016-08", "cited", "")),
        gaps=1,
    ),
    Succession(
        "in office at least until a year, as the report says",
        (("2019-06-10", (led(IDA, start="2010", end="2018/.."),)),),
        (("i", "2010", "cited", ""),),
    ),
)


def held(one: Succession) -> list[Held]:
    records = []
    for i, (day, said) in enumerate(one.reports):
        told = [(f"Line {n} of {i}.", line) for n, line in enumerate(said)]
        records += report(f"{i}.txt", f"Paper {i}", day, *told).records
    found = propositions(records, WAYS)
    body = ("entity", "t")
    return tenures([p for p in found if p.predicate == "leads" and p.object == body], found)


@pytest.mark.parametrize("one", SUCCESSIONS, ids=lambda one: one.name)
def test_a_succession(one: Succession) -> None:
    made = held(one)
    pairs = rivals(made)
    got = []
    for each in made:
        tenure = each.tenure
        start = tenure.began.edtf if tenure.began else "cited" if tenure.first_seen else "unknown"
        end = tenure.ended.edtf if tenure.ended else "cited" if tenure.last_seen else "unknown"
        if tenure.ended is None and each.death is not None:
            end = f"dead {each.death.edtf}"
        others = sorted((b if a is each else a).holder[1] for a, b in pairs if each in (a, b))
        got.append((each.holder[1], start, end, "".join(others)))
    assert got == list(one.leaders)
    assert len(list(gaps(made))) == one.gaps
