"""Eleven reports on the Sannar Brotherhood, an invented group in an invented country, which agree on little."""

from __future__ import annotations

from tests.written import (
    DENIED,
    POSSIBLE,
    PROBABLE,
    UNKNOWN,
    body,
    number,
    org,
    outlet,
    person,
    place,
    report,
    says,
    speaker,
    unnamed,
)

SB, IDRIS, YUSUF, TAMAR = (
    org("Sannar Brotherhood"),
    person("Idris Valkoen"),
    person("Yusuf Darwan"),
    person("Tamar Eshkol"),
)
GORGE, PELMOR = place("Tashin Gorge"), place("Pelmor")

PROFILE = report(
    "profile.txt",
    "Pelmor Herald",
    "2016-05-12",
    (
        "The Sannar Brotherhood, a small armed group, was founded in 2011 by the smuggler Oleg Prann.",
        says("described_as", SB, "a small armed group"),
        says("founded", SB, person("Oleg Prann"), time="2011"),
    ),
    (
        "It is led by Idris Valkoen, two residents of the gorge said.",
        says("leads", IDRIS, SB, by=unnamed("two residents of the gorge"), title="commander"),
    ),
    (
        "Residents put its strength at 60 to 80 fighters.",
        says("strength", SB, number(60, 80, "fighters"), by=unnamed("residents")),
    ),
    (
        "Its camp lies in the Tashin Gorge, and it wants the mines of Pelmor back.",
        says("based_in", SB, GORGE),
        says("goal", SB, "the mines of Pelmor back"),
    ),
    title="Who are the men in the gorge?",
)
WIRE = report(
    "wire.txt",
    "Lumen Wire",
    "2018-09-03",
    (
        "Idris Valkoen, head of the Sannar Brotherhood, met elders in Pelmor on Saturday, General Adam Qadan said.",
        says("leads", IDRIS, SB, by=speaker("Adam Qadan"), title="head"),
        says("met", IDRIS, person("elders"), by=speaker("Adam Qadan"), time="2018-09-01", place=PELMOR),
    ),
    (
        "Qadan estimated that the group has 300 men, and that it is supplied with arms from abroad.",
        says("strength", SB, number(300, 300, "men"), by=speaker("Adam Qadan"), sure=PROBABLE),
        says("supports", org("foreign charities"), SB, by=speaker("Adam Qadan"), status="arms"),
    ),
)
REPRINT = report(
    "reprint.txt",
    "Tashin Mirror",
    "2018-09-04",
    (
        "According to Lumen Wire, General Adam Qadan said the Sannar Brotherhood has about 300 men.",
        says("strength", SB, number(300, 300, "men"), by=(outlet("Lumen Wire"), speaker("Adam Qadan")), sure=PROBABLE),
    ),
)
RAID = report(
    "raid.txt",
    "Pelmor Herald",
    "2019-02-20",
    (
        "Fighters of the Sannar Brotherhood attacked the Kessra mine on 18 February, killing 12 guards, police said.",
        says("attack", SB, place("Kessra mine"), by=body("Pelmor police"), time="2019-02-18", killed=number(12, 12)),
    ),
    (
        "The army later clashed with them near Pelmor; four soldiers were wounded.",
        says("clash", org("Orune army"), SB, place=PELMOR, time="2019-02", wounded=number(4, 4)),
    ),
)
RAID_AGAIN = report(
    "raid-again.txt",
    "Radio Tashin",
    "2019-02-21",
    (
        "A nurse at the hospital counted 19 dead after the Sannar Brotherhood's attack on the Kessra mine on Monday.",
        says(
            "attack",
            SB,
            place("Kessra mine"),
            by=unnamed("a nurse at the hospital"),
            time="2019-02-18",
            killed=number(19, 19),
        ),
    ),
)
DEATH = report(
    "death.txt",
    "Lumen Wire",
    "2020-06-06",
    (
        "Idris Valkoen was killed on 4 June in an air strike by the Orune army, the Interior Ministry said.",
        says(
            "killed", IDRIS, org("Orune army"), by=body("Interior Ministry"), time="2020-06-04", weapon="an air strike"
        ),
    ),
    (
        "His deputy Yusuf Darwan is expected to become leader.",
        says("leads", YUSUF, SB, sure=PROBABLE),
        says("subordinate_to", YUSUF, IDRIS),
    ),
)
DENIAL = report(
    "denial.txt",
    "Radio Tashin",
    "2020-06-10",
    (
        "In a video the spokesman Jamal Haldun denied that Valkoen is dead.",
        says("killed", person("Idris Valkoen"), by=speaker("Jamal Haldun"), polarity=DENIED),
        says("holds_position", person("Jamal Haldun"), SB, title="spokesman"),
        says("published", person("Jamal Haldun"), "a video", medium="Telegram", time="2020-06"),
    ),
)
ANALYSIS = report(
    "analysis.md",
    "Institute for Upland Studies",
    "2021-11-30",
    (
        "Yusuf Darwan, also known as Abu Layl, has led the Brotherhood since July 2020.",
        says("leads", YUSUF, SB, start="2020-07", title="emir"),
        says("also_known_as", YUSUF, "Abu Layl"),
    ),
    (
        "Some in Pelmor insist that Tamar Eshkol commanded the group from 2020 to 2022.",
        says("leads", TAMAR, SB, by=unnamed("some in Pelmor"), start="2020", end="2022", sure=POSSIBLE),
    ),
    (
        "The Brotherhood may have 150 fighters left and plans to move to the coast.",
        says("strength", SB, number(150, 150, "fighters"), sure=POSSIBLE, time="2021"),
        says("transferred", SB, destination=place("the coast"), sure=UNKNOWN),
    ),
    (
        "It denies any link with the Night Market, a smuggling ring.",
        says("affiliated_with", SB, org("Night Market"), by=body("Sannar Brotherhood"), polarity=DENIED),
    ),
    (
        "The Orune government listed it as a terrorist organisation in 2017; it posts on Voice of the Gorge.",
        says("designated", SB, org("Orune government"), status="terrorist organisation", time="2017"),
        says("active_on", SB, "Voice of the Gorge", medium="Telegram"),
    ),
    title="After Valkoen: the Brotherhood divided",
)
LATE = report(
    "late.txt",
    "Pelmor Herald",
    "2022-03-01",
    (
        "Idris Valkoen, leader of the Sannar Brotherhood, was seen at a market in Pelmor, a trader said.",
        says("leads", IDRIS, SB, by=unnamed("a trader"), title="leader"),
        says("present_in", IDRIS, PELMOR, by=unnamed("a trader"), sure=PROBABLE),
    ),
    (
        "The Brotherhood controls the upper gorge and has allied itself with the Salt Road League.",
        says("controls", SB, place("upper Tashin Gorge")),
        says("allied_with", org("Salt Road League"), SB),
    ),
)
SCRIPTS = report(
    "scripts.html",
    "Голос Тащина",
    "2022-04-02",
    (
        "Юсуф Дарван остаётся командиром; يوسف دروان.",
        says("leads", person("Юсуф Дарван"), SB),
        says("born", person("Юсуф Дарван"), PELMOR, time="1974"),
    ),
)
NIGHT = report(
    "night.txt",
    None,
    None,
    (
        "The Night Market, linked to the Sannar Brotherhood, runs petrol through the gorge.",
        says("affiliated_with", org("Night Market"), SB),
        says("described_as", org("Night Market"), "a smuggling ring"),
        says("open", org("Night Market"), "petrol through the gorge", relation="runs"),
    ),
)

REPORTS = (PROFILE, WIRE, REPRINT, RAID, RAID_AGAIN, DEATH, DENIAL, ANALYSIS, LATE, SCRIPTS, NIGHT)
