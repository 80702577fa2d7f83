"""What was seen in two names, in words: a sentence for each row of ``features.TABLE``, made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from .alignment import Aligned, Match, Tie
from .parts import Part, Role

_EASILY_LEFT_OUT = {Role.FATHER: 0.4, Role.KUNYA: 0.6, Role.NISBA: 0.5, Role.GENERIC: 0.8}
_LONG = 7


def is_rare(match: Match) -> bool:
    """Whether two words are one that is long and uncommon."""
    return (
        match.likeness > 0.9
        and not match.a.common
        and match.a.role in (Role.NAME, Role.WORD)
        and max(len(match.a.sounds), len(match.b.sounds)) >= _LONG
    )


def is_fathers(match: Match) -> bool:
    """Whether a word is the father's name in one and the bearer's own in the other."""
    one, other = match.a.role, match.b.role
    fathers = (one is Role.NAME and other is Role.FATHER) or (one is Role.FATHER and other is Role.NAME)
    return fathers and match.places[0] != match.places[1]


def left_out(parts: tuple[Part, ...]) -> float:
    """The weight of words that one name lacks; some are easily left out."""
    return sum([part.weight * _EASILY_LEFT_OUT.get(part.role, 1.0) for part in parts])


def _listed(parts: Iterable[str]) -> str:
    *front, last = parts
    return f"{', '.join(front)} and {last}" if front else last


def _quoted(parts: tuple[Part, ...]) -> str:
    return _listed(f"“{part.written}”" for part in parts)


def _both(match: Match) -> str:
    if match.a.written == match.b.written:
        return f"“{match.a.written}”"
    return " / ".join(f"“{one}”" for one in sorted((match.a.written, match.b.written)))


def _tied(pair: Aligned, tie: Tie) -> str:
    return _listed(_both(match) for match in pair.matches if match.tie is tie)


def shared(pair: Aligned) -> str:
    """What ``features.shared`` saw."""
    words = _listed(f"{_both(match)} ({match.tie.value})" for match in pair.matches)
    return f"both names have {words}"


def spelling(pair: Aligned) -> str:
    """What ``features.spelling`` saw."""
    off = [match for match in pair.matches if match.tie is Tie.SPELLING and match.likeness < 0.9]
    return f"{_listed(_both(match) for match in off)} are spelled, and sound, a little differently"


def whole(pair: Aligned) -> str:
    """What ``features.whole`` saw."""
    return "letter for letter, the whole names are nearly the same"


def contradiction(pair: Aligned) -> str:
    """What ``features.contradiction`` saw."""
    one, other = sorted((_quoted(pair.left_a), _quoted(pair.left_b)))
    return f"one has {one} where the other has {other}"


def missing(pair: Aligned) -> str:
    """What ``features.missing`` saw."""
    fuller = pair.left_a if left_out(pair.left_a) > left_out(pair.left_b) else pair.left_b
    return f"only one of them has {_quoted(fuller)}"


def alone(pair: Aligned) -> str:
    """What ``features.alone`` saw."""
    found = next(match for match in pair.matches if match.a.role is not Role.PARTICLE)
    return f"one of them is {_both(found)} alone, which others may be called too"


def order(pair: Aligned) -> str:
    """What ``features.order`` saw."""
    return "the words stand in another order"


def initials(pair: Aligned) -> str:
    """What ``features.initials`` saw."""
    return f"{_tied(pair, Tie.INITIAL)}: an initial fits many names"


def rare(pair: Aligned) -> str:
    """What ``features.rare`` saw."""
    return f"{_both(next(match for match in pair.matches if is_rare(match)))} is long and not common"


def common(pair: Aligned) -> str:
    """What ``features.common`` saw."""
    return "very many people bear these names"


def general(pair: Aligned) -> str:
    """What ``features.general`` saw."""
    return "what they share are words that many organisations bear"


def gender(pair: Aligned) -> str:
    """What ``features.gender`` saw."""
    return f"{_tied(pair, Tie.GENDER)}: a man's and a woman's form"


def nickname(pair: Aligned) -> str:
    """What ``features.nickname`` saw."""
    return f"{_tied(pair, Tie.NICKNAME)}: a familiar form, a weak sign"


def roles(pair: Aligned) -> str:
    """What ``features.roles`` saw."""
    return f"{_both(next(match for match in pair.matches if is_fathers(match)))} is the father's name in one of them"


def numbers(pair: Aligned) -> str:
    """What ``features.numbers`` saw."""
    one, other = pair.a.numbers, pair.b.numbers
    if not one or not other or one <= other or other <= one:
        return f"only one of them has the number {_listed(sorted(one ^ other))}"
    return f"the numbers differ: {_listed(sorted(one))} and {_listed(sorted(other))}"


def same_numbers(pair: Aligned) -> str:
    """What ``features.same_numbers`` saw."""
    return f"both have the number {_listed(sorted(pair.a.numbers & pair.b.numbers))}"


def opposed(pair: Aligned) -> str:
    """What ``features.opposed`` saw."""
    one, other = ({p.opposed: p.written for p in left if p.opposed} for left in (pair.left_a, pair.left_b))
    if set(one) & set(other):
        words = [*one.values(), *other.values()]
        return f"{_listed(sorted(f'“{word}”' for word in words))}: such words set names apart"
    return f"only one of them has the word “{min([*one.values(), *other.values()])}”"


def qualifiers(pair: Aligned) -> str:
    """What ``features.qualifiers`` saw."""
    words = _listed(sorted(pair.a.qualifiers ^ pair.b.qualifiers))
    words = words.replace("i2", "II").replace("i3", "III").replace("i4", "IV")
    return f"{words}: said of one of them only, as of a father or a son"


def legal(pair: Aligned) -> str:
    """What ``features.legal`` saw."""
    return "the legal forms differ"


def acronym(pair: Aligned) -> str:
    """What ``features.acronym`` saw."""
    short, long = (pair.a, pair.b) if pair.a.acronym else (pair.b, pair.a)
    return f"“{short.name}” is made of the first letters of “{long.name}”"
