"""Languages: other languages are refused, and English full of foreign names, or too short to tell, is not."""

from __future__ import annotations

import pytest

from reportedly.errors import Reason, RefusedError
from reportedly.intake.language import code_of, language_of, refuse_language

FRENCH = (
    "Le gouverneur de la vallée a déclaré lundi que trois hommes avaient été tués près du pont. "
    "Un porte-parole des mineurs a nié que les victimes étaient armées et a demandé une enquête du tribunal. "
    "Les habitants qui se trouvaient au marché ont entendu des coups de feu venant de la colline après l'aube."
)
GERMAN = (
    "Der Gouverneur des Tals erklärte am Montag, dass drei Männer in der Nähe der Brücke getötet worden seien. "
    "Ein Sprecher der Bergleute bestritt, dass einer von ihnen bewaffnet war, und forderte eine Untersuchung. "
    "Bewohner, die auf dem Markt waren, hörten nach Sonnenaufgang Schüsse vom Hügel, doch bis zum späten Abend kam "
    "ihnen niemand zu Hilfe, und auch danach wollte keiner sagen, was dort wirklich geschehen war."
)
RUSSIAN = (
    "Губернатор долины заявил в понедельник, что трое мужчин были убиты у моста. "
    "Представитель шахтёров отрицал, что кто-либо из них был вооружён, и потребовал расследования. "
    "Жители, которые были на рынке, слышали выстрелы с холма после рассвета, и никто не пришёл им на помощь."
)
ARABIC = (
    "قال حاكم الوادي يوم الاثنين إن ثلاثة رجال قتلوا بالقرب من الجسر. "
    "ونفى متحدث باسم عمال المناجم أن يكون أي منهم مسلحا ودعا إلى تحقيق من قبل المحكمة. "
    "وقال السكان الذين كانوا في السوق إنهم سمعوا طلقات نارية من التل بعد الفجر ولم يأت أحد لمساعدتهم حتى المساء."
)
CHINESE = "省长星期一表示，三名男子在桥附近被杀。矿工发言人否认他们中有任何人携带武器，并要求法院进行调查。" * 6
NAMES = (
    "Present: Yulzhan Beremet, Tamsar Ilgun, Khodar Uzhmarov, Selvane Kostrel, Dovlat Rahimkulov, Ismeth Qardzhin, "
    "Orvel Tashbekov (Shurabek, Olvanadarya), Bekzat Nurmuhanbet (Jamoati Shurabek), Ghazni Ilgunzade (Hizbi "
    "Zherupat). Absent: Abdurasul Khodarov, Mirzo Yaqubzoda, Gulnora Rahimkulova, Xurshid To'rayev, Sherzod Egamov."
)


@pytest.mark.parametrize(
    ("text", "code"), [(FRENCH, "fr"), (GERMAN, "de"), (RUSSIAN, "ru"), (ARABIC, "ar"), (CHINESE, "zh")]
)
def test_other_languages_are_told_and_refused(text: str, code: str) -> None:
    assert language_of(text) == code
    with pytest.raises(RefusedError) as caught:
        refuse_language(text, named=None, readable=frozenset({"en"}))
    assert caught.value.reason is Reason.LANGUAGE
    assert f"'{code}'" in caught.value.detail
    assert refuse_language(text, named=None, readable=frozenset({"en", code})) == code


def test_english_is_english(prose: str) -> None:
    assert language_of(prose) == "en"


@pytest.mark.parametrize(
    "text", [NAMES, NAMES.upper(), "Arrêté. Verhaftet. Арестован.", "Юлжан Беремет", "", "1 2 3 4", "Kelm"]
)
def test_names_and_short_texts_are_never_refused(text: str) -> None:
    assert refuse_language(text, named=None, readable=frozenset({"en"})) in ("en", None)


def test_english_with_quotations_in_other_languages_is_english(prose: str) -> None:
    assert language_of(f"{prose}\n\n{RUSSIAN}") == "en"
    assert language_of(f"{prose}\n\n{FRENCH}") in ("en", None)


def test_a_language_that_is_named_is_believed(prose: str) -> None:
    assert refuse_language(FRENCH, named="en-GB", readable=frozenset({"en"})) == "en"
    with pytest.raises(RefusedError, match="is said to be in 'fr'"):
        refuse_language(prose, named="fr", readable=frozenset({"en"}))


@pytest.mark.parametrize(
    ("tag", "code"), [("en", "en"), ("EN-gb", "en"), ("pt_BR", "pt"), ("", None), (None, None), ("English", None)]
)
def test_codes(tag: str | None, code: str | None) -> None:
    assert code_of(tag) == code
