"""A name taken apart: what each word of it is, and how much it weighs when two names are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from reportedly.model import Kind

from .forms import is_acronym
from .known import concept_of, counted, number_of, organisations, people, roman
from .letters import Script, plain, romanised, script_of, skeleton, sounds, words
from .scripts import is_east, softened, surname_and_given

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PATRONYMIC = re.compile(r"(?:ovich|evich|ovic|yevich|ovna|evna|yevna|ovitch|owicz)$")
_MAN, _WOMAN = re.compile(r"(?:ov|ev|sky|skiy|skii|ovich|evich)$"), re.compile(r"(?:ova|eva|skaya|skaia|ovna|evna)$")
_MAN_BARE, _WOMAN_BARE = re.compile(r"[وی](?:ف|ويچ|ویچ)$"), re.compile(r"(?:[وی]وا|ونا|[^و]وا)$")
_KEEPS_AL = frozenset(
    ("الیاس", "الياس", "الهام", "الله", "الماس", "السا", "الینا", "الکساندر", "الکسی", "النا", "البرت")
)
_ARTICLE = re.compile(r"\b(?:a[lsdnrzt]|ash|e[lsdnrz]|аль|эль|а[лсднрзт]|аш)[-‐](?=\w)")
_JOINED_AL = re.compile(r"[ae]l[b-df-hj-km-np-tv-z]\w{3}")
_CO = re.compile(r"\bco-(?=op)")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_SHORT_NAME = 3
_MIXED = re.compile(r"(?=\w*[a-z]{2})(?=\w*\d)\w{3,}$")
_LOOKALIKES = str.maketrans("013457", "oleast")
_CASE = re.compile(r"(?:ogo|oi|[aiueoYP])$")
_ENDING = re.compile(r"(\d)[-‐ ]?(?:[йяе]|ый|ая|ое|го|ой|ум|юм|st|nd|rd|th|er|e|ème|ом)\b")
_OF_GOD = frozenset(("الدین", "الدين", "الله", "اللہ", "الرحمن", "الحق", "الاسلام", "الزمان"))
_JOINED = re.compile(r"^(?:din|deen|dine|ddin|allah|allahi|haq|haqq|hak|zaman|islam|mulk|dawla)$")


_BARE = frozenset((Script.ARABIC, Script.HEBREW, Script.INDIC, Script.THAI))


class Role(StrEnum):
    """What a word is in a name."""

    NAME = "name"
    INITIAL = "initial"
    FATHER = "father's name"
    KUNYA = "byname"
    NISBA = "origin"
    PARTICLE = "particle"
    GENERIC = "general word"
    WORD = "word"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A word of a name; a word is taken apart once, so two parts are equal only where they are one object.

    ``text`` in Latin letters, ``sounds`` as letters.yaml has them, ``form``
    the name or concept of which it is a form ("" where none is known), ``skeleton`` its consonants, coarsely.
    """

    text: str
    written: str
    sounds: str
    skeleton: str
    script: Script
    weight: float
    role: Role = Role.NAME
    form: str = ""
    common: bool = False
    opposed: str = ""
    """What sort of word that sets names apart ("directions"); empty where it is none."""
    given: bool = False
    """Whether it is a well-known given name."""
    gender: str = ""
    familiar: frozenset[int] = frozenset()
    """The names of which it is a familiar form, or which it is, by their numbers in ``parts.yaml``."""
    stem: str = ""
    """Its sounds without a Russian or Tajik ending, or without an Arabic article that is written with it."""

    @property
    def bare(self) -> bool:
        """Whether the word is from letters that leave short vowels out, as Arabic and Hebrew ones do."""
        return self.script in _BARE


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart."""

    name: str
    parts: tuple[Part, ...]
    numbers: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    legal: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    acronym: str = ""
    inverted: bool = False
    weight: float = 0.0
    letters: str = ""
    """All its words in the alphabet's order, without gaps."""
    scripts: frozenset[Script] = frozenset()

    @property
    def telling(self) -> tuple[object, ...]:
        """All that tells this name from another."""
        # Two Chinese names may well sound the same.
        texts = tuple((p.written if p.script is Script.CHINESE else p.text, p.bare, p.role) for p in self.parts)
        return texts, self.numbers, self.qualifiers, self.legal


@lru_cache(maxsize=65536)
def taken_apart(name: str, kind: Kind) -> Parts:
    """The parts of a name. A name of nothing but titles keeps them; one without letters has no parts."""
    if kind is Kind.ACCOUNT:
        handle = plain(name).strip().lstrip("@")
        return Parts(name, (_part(handle, 1.0),) if handle else (), weight=1.0)
    made = _person(name) if kind is Kind.PERSON else _organisation(name)
    return replace(
        made,
        weight=sum(part.weight for part in made.parts),
        letters="".join(sorted(part.text for part in made.parts)),
        scripts=frozenset(part.script for part in made.parts),
    )


# -- people ---------------------------------------------------------------------------------------------------------


def _person(name: str) -> Parts:
    text = plain(_BRACKETS.sub(" ", name))
    front, comma, back = text.partition(",")
    inverted = bool(comma and words(front) and words(back) and not _only_qualifiers(words(back)))
    if inverted:
        text = f"{back} {front}"
    left, known = words(text), people()
    if left and is_east(left[0]):
        left = surname_and_given(left)
    qualifiers = set()
    while len(left) > 1 and left[-1] in known.qualifiers:
        qualifiers.add(known.qualifiers[left.pop()])
    while len(left) > 1 and left[0] in known.titles and not all(len(word) < 2 for word in left[1:]):
        left.pop(0)
    return Parts(name, tuple(_people_parts(left)), qualifiers=frozenset(qualifiers), inverted=inverted)


def _only_qualifiers(found: list[str]) -> bool:
    return all(word in people().qualifiers or word in people().titles for word in found)


def _people_parts(left: list[str]) -> list[Part]:
    known = people()
    left = [word.translate(_LOOKALIKES) if _MIXED.match(word) else word for word in left]
    made: list[Part] = []
    role, marker, joined = Role.NAME, "", ""
    place = 0
    while place < len(left):
        word, follows = left[place], left[place + 1 :]
        place += 1
        if word in known.son:
            if not follows and made and role is Role.NAME:
                made[-1] = _as(made[-1], Role.FATHER)
            role, marker = (Role.FATHER, word) if follows else (role, marker)
        elif word in known.kunya and follows:
            taken = 2 if follows[0] in known.articles and len(follows) > 1 else 1
            made.append(_kunya(word, _named(_without_al(follows[taken - 1]), Role.KUNYA)))
            place += taken
        elif word in ("abd", "абд", "عبد") and follows:
            taken = 2 if follows[0] in known.articles and len(follows) > 1 else 1
            made.append(_named(_servant(word, follows[taken - 1]), role))
            place, role = place + taken, Role.NAME
        elif _is_servant(word) and follows:
            made.append(_named(word + follows[0], role))
            place, role = place + 1, Role.NAME
        elif word in known.articles and follows and made and _JOINED.match(follows[0]):
            made[-1] = _named(made[-1].written + "ud" + follows[0], made[-1].role)
            place += 1
        elif word in _OF_GOD and made and role is Role.NAME:
            made[-1] = _named(made[-1].written + word, made[-1].role)
        elif word in known.articles and follows:
            role = Role.NISBA if role is Role.NAME and made else role
        elif word in known.particles and follows and made:
            made.append(_as(_part(word, 0.1), Role.PARTICLE))
            joined += word
        elif len(word) == 1 and not is_east(word):
            made.append(_as(_part(word, 0.3), Role.INITIAL))
        else:
            made.append(_named(_without_al(word), role))
            if role is Role.FATHER and marker:
                # "Ben Moussa" may be written "Benmoussa".
                made[-1] = _with_stem(made[-1], sounds(marker + word))
            elif joined:
                # "Van der Linden" may be written "Vanderlinden".
                made[-1] = _with_stem(made[-1], sounds(joined + word))
            role, marker, joined = Role.NAME, "", ""
    return made


def _is_servant(word: str) -> bool:
    return re.fullmatch(r"abd[aeiou]+[lrstnz]|абд[уал]+[лрс]", word) is not None


def _servant(word: str, bearer: str) -> str:
    if word == "عبد":
        return word + bearer
    return word + ("ул" if word == "абд" else "ul") + bearer


@lru_cache(maxsize=65536)
def _as(part: Part, role: Role) -> Part:
    return replace(part, role=role)


@lru_cache(maxsize=65536)
def _with_stem(part: Part, stem: str) -> Part:
    return replace(part, stem=stem)


@lru_cache(maxsize=65536)
def _kunya(word: str, bearer: Part) -> Part:
    mother = romanised(word)[:1] in "uo" or word in ("ام", "أم")
    prefix = "um" if mother else "abu"
    return replace(
        bearer, text=f"{prefix} {bearer.text}", written=f"{prefix} {bearer.written}", sounds=prefix[:1] + bearer.sounds,
        form=f"{prefix} {bearer.form}" if bearer.form else "", familiar=frozenset(),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _named(word: str, role: Role) -> Part:
    part = _part(word, 1.0)
    known = people()
    if role is Role.NAME and _PATRONYMIC.search(part.text):
        # Whose son he is says the part before the ending.
        father = _part(_PATRONYMIC.sub("", part.text), 1.0)
        part, role = replace(father, written=word, script=part.script, gender=part.gender), Role.FATHER
    common = word in known.common or known.forms.get(word, "") in known.common or part.text in known.common
    form = known.forms.get(word) or known.forms.get(part.text) or known.forms_heard.get(part.sounds, "")
    weight = 0.7 if common else min(max(0.8 + 0.08 * (len(part.sounds) - (3 if part.bare else 4)), 0.8), 1.3)
    stem = sounds(word[2:]) if part.script is Script.LATIN and _JOINED_AL.match(word) and not form else part.stem
    given = word in known.given or part.text in known.given
    familiar = part.familiar | known.nicknames.get(form, frozenset())
    return replace(part, role=role, form=form, familiar=familiar, common=common, weight=weight, given=given, stem=stem)


def _without_al(word: str) -> str:
    if word.startswith("ال") and len(word) >= 5 and word not in _KEEPS_AL:
        return word[2:]
    return word


# -- organisations, works, places -----------------------------------------------------------------------------------


def _organisation(name: str) -> Parts:
    known = organisations()
    bare = _BRACKETS.sub(" ", name)
    bare = bare if words(plain(bare)) else name
    figures = {plain(token) for token in re.findall(r"\b[IVX]{1,4}\b", bare) if roman(token)}
    left = _without_dots(_CO.sub("co", _ARTICLE.sub("", _ENDING.sub(r"\1", plain(bare)))))
    made: list[Part] = []
    numbers, legal = set(), set()
    for place, word in enumerate(counted(left)):
        number = number_of(word) or (roman(word.upper()) if word in figures and len(left) > 1 else None)
        short = _without_al(word)
        if number:
            numbers.add(number)
        elif word in known.legal and len(left) > 1 and (place > 0 or len(word) > 2 or not word.isascii()):
            legal.add(known.legal[word])
        elif word in known.small:
            continue
        elif word in known.opposed or short in known.opposed:
            group, meaning = known.opposed.get(word) or known.opposed[short]
            made.append(_general(short, meaning, group))
        elif concept := concept_of(word) or concept_of(short):
            made.append(_general(short, concept))
        else:
            made.append(_distinctive(short))
    if not made and not numbers:
        made = [_distinctive(word) for word in left if word not in known.small] or [_distinctive(w) for w in left]
        numbers, legal = set(), set()
    return Parts(
        name, tuple(made), frozenset(numbers), legal=frozenset(legal),
        initials=_initials(left), acronym=_acronym(name),
    )  # fmt: skip


def _without_dots(text: str) -> list[str]:
    """The words, with the points of abbreviations gone ("S.A.R.L.") and long legal forms in their short form."""
    spaced = f" {' '.join(words(_DOTTED.sub(lambda found: found[0].replace('.', ''), text)))} "
    if spaced.count(" ") > _SHORT_NAME:
        for phrase, short in organisations().phrases:
            if phrase in spaced:
                spaced = spaced.replace(phrase, short)
    return spaced.split()


@lru_cache(maxsize=65536)
def _general(word: str, meaning: str, opposed: str = "") -> Part:
    return replace(_part(word, 0.4), role=Role.GENERIC, form=f"={meaning}", opposed=opposed)


@lru_cache(maxsize=65536)
def _distinctive(word: str) -> Part:
    part = _part(word, 1.0)
    cased = part.script in (Script.CYRILLIC, Script.ARABIC, Script.OTHER) and len(part.sounds) > 3
    stem = _CASE.sub("", part.sounds) if cased else ""
    part = replace(part, role=Role.WORD, stem=stem if stem and stem != part.sounds else part.stem)
    weight = min(max(0.7 + 0.08 * (len(part.sounds) - (3 if part.bare else 4)), 0.6), 1.3)
    return replace(part, weight=weight)


def _initials(left: list[str]) -> frozenset[str]:
    known = organisations()
    latin = [romanised(word) for word in left]
    every = "".join(text[:1] for text in latin)
    weighty = "".join(text[:1] for word, text in zip(left, latin, strict=True) if word not in known.small)
    firm = "".join(
        text[:1] for word, text in zip(left, latin, strict=True) if word not in known.small and word not in known.legal
    )
    return frozenset(text for text in (every, weighty, firm) if len(text) >= 2)


def _acronym(name: str) -> str:
    bare = name.strip().replace(".", "").replace("-", "")
    return romanised(plain(bare)) if is_acronym(bare) and bare.isalpha() else ""


# -- words ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _part(word: str, weight: float) -> Part:
    text, heard = romanised(word), sounds(word)
    script = script_of(word)
    man, woman = (_MAN_BARE, _WOMAN_BARE) if script is Script.ARABIC else (_MAN, _WOMAN)
    spelled = word if script is Script.ARABIC else text
    gender = "f" if woman.search(spelled) else "m" if man.search(spelled) else ""
    nicknames = people().nicknames
    familiar = nicknames.get(word) or nicknames.get(text, frozenset())
    stem = softened(heard) if script is Script.HEBREW else ""
    return Part(text, word, heard, skeleton(heard), script, weight, gender=gender, familiar=familiar, stem=stem)


@lru_cache(maxsize=65536)
def together(a: Part, b: Part) -> Part:
    """Two words as one."""
    whole = _part(a.written + b.written, max(a.weight, b.weight, 1.0))
    return replace(whole, role=_role_together(a.role, b.role), common=a.common and b.common)


def _role_together(a: Role, b: Role) -> Role:
    if a is b:
        return a
    return Role.WORD if Role.WORD in (a, b) else Role.NAME
