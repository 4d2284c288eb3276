"""The language of a text whose page declares another one, none, or the right one."""

import pytest

from worker.parse.language import language_of

TEXTS = {
    "en": (
        "The harbour bridge was closed on Monday after a lorry struck its eastern pillar. The "
        "engineers said the damage was slight, and that traffic would be let through soon. Boats "
        "ran every ten minutes instead, and the council paid for the fares of all passengers."
    ),
    "de": (
        "Die Hafenbrücke wurde am Montag gesperrt, nachdem ein Lastwagen ihren östlichen Pfeiler "
        "gestreift hatte. Der Schaden sei gering, sagten die Ingenieure, und am Abend könne der "
        "Verkehr wieder fließen. Die Fähren fuhren alle zehn Minuten, die Stadt zahlte die Karten."
    ),
    "fr": (
        "Le pont du port a été fermé lundi après qu'un camion a heurté son pilier est. Les dégâts "
        "sont légers, ont dit les ingénieurs, et la circulation devait reprendre dans la soirée. "
        "Des bacs partaient toutes les dix minutes, et la ville a payé les billets des passagers."
    ),
    "es": (
        "El puente del puerto fue cerrado el lunes después de que un camión chocara con su pilar "
        "oriental. Los daños son leves, dijeron los ingenieros, y el tráfico se reanudaría por la "
        "noche. Los barcos salían cada diez minutos, y el ayuntamiento pagó todos los billetes."
    ),
}


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("wrong", ["en-US", "pl", "tr"])
def test_the_text_decides_against_a_wrong_declaration(code: str, wrong: str) -> None:
    right = wrong if wrong.startswith(code) else code
    assert language_of(TEXTS[code], wrong) == right


@pytest.mark.parametrize("code", TEXTS)
def test_a_correct_declaration_keeps_its_region(code: str) -> None:
    assert language_of(TEXTS[code], f"{code}-XX") == f"{code}-XX"
    assert language_of(TEXTS[code], None) == code


def test_a_short_text_leaves_the_declaration() -> None:
    assert language_of("Die Brücke ist zu.", "en") == "en"
    assert language_of("Die Brücke ist zu.", None) is None
    assert language_of("1 2 3 4 5 " * 100, "en") == "en"


def test_closely_related_languages_keep_their_declaration() -> None:
    bokmal = (
        "Havnebroen ble stengt mandag etter at en lastebil traff den østlige pilaren. Ingeniørene "
        "sier at skaden er liten, og at trafikken slippes gjennom om kvelden. Fergene gikk hvert "
        "tiende minutt i stedet, og kommunen betalte for billettene til alle passasjerene."
    )
    assert language_of(bokmal, "nb-NO") == "nb-NO"
    assert language_of(bokmal, "no") == "no"
    assert language_of(bokmal, "en") == "no"


@pytest.mark.parametrize("text", ["", "\ud800" * 300, "\0" * 999, "字" * 5_000])
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert language_of(text, None) is None or len(str(language_of(text, None))) <= 3
    language_of(text, "en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Мост закрыли в понедельник.", "ru"),
        ("Міст закрили через аварію, їдуть потяги.", "uk"),
        ("橋は月曜日に閉鎖された。", "ja"),
        ("다리는 월요일에 폐쇄되었다", "ko"),
        ("पुल सोमवार को बंद कर दिया गया", "hi"),
        ("สะพานถูกปิดเมื่อวันจันทร์", "th"),
    ],
)
def test_a_short_text_in_another_script_is_detected(text: str, code: str) -> None:
    assert language_of(text, None) == code


@pytest.mark.parametrize(
    "text",
    [
        "Harbour bridge closed after lorry strikes pillar, says mayor Zdenka Hlaváčková",
        "Đặng Thị Hoa of the Cần Thơ port authority: no injuries",
        "Seoul: 300 killed",
        "300 killed in Курск region, 12 missing: officials in Москва",
    ],
)
def test_foreign_names_in_a_headline_do_not_change_its_language(text: str) -> None:
    assert language_of(text, None) in {None, "en"}
    assert language_of(text, "en") == "en"
