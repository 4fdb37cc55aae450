# ruff: noqa: E501  one row a line
"""Words and signals in both languages, with slips, and what must not be taken for them."""

from __future__ import annotations

import time

import pytest

from parsers.signals import Signal, Topic, read_agreement, read_signals

WORDS = [
    ("HOURS", Topic.HOURS), ("hrs?", Topic.HOURS), ("HORARIO", Topic.HOURS), ("horaro", Topic.HOURS),
    ("are you open today?", Topic.HOURS), ("a qué hora abren", Topic.HOURS),
    ("COST", Topic.COST), ("costo?", Topic.COST), ("¿Cuánto cuesta?", Topic.COST), ("is it free", Topic.COST),
    ("OFFICE", Topic.OFFICE), ("ofice", Topic.OFFICE), ("OFICINA", Topic.OFFICE), ("¿Dónde están?", Topic.OFFICE),
    ("FORMS", Topic.FORMS), ("FORMAS", Topic.FORMS), ("formularos", Topic.FORMS), ("what do i need to send", Topic.FORMS),
    ("que documentos necesito", Topic.FORMS),
    ("CALWORKS", Topic.CALWORKS), ("cal works", Topic.CALWORKS), ("calwork", Topic.CALWORKS),
    ("ONLINE", Topic.ONLINE), ("onlin", Topic.ONLINE), ("en línea", Topic.ONLINE),
    ("PERSON", Topic.PERSON), ("perosna", Topic.PERSON), ("can someone call me", Topic.PERSON),
    ("quiero hablar con alguien", Topic.PERSON), ("llámenme por favor", Topic.PERSON),
    ("NOTME", Topic.NOT_ME), ("not me", Topic.NOT_ME), ("Wrong number!", Topic.NOT_ME), ("EQUIVOCADO", Topic.NOT_ME),
    ("numero equivocado", Topic.NOT_ME), ("i never asked for this", Topic.NOT_ME),
    ("LARGE PRINT", Topic.LARGE_PRINT), ("letra grande", Topic.LARGE_PRINT), ("i am deaf", Topic.LARGE_PRINT),
    ("can a father apply", Topic.WHO_MAY_ASK), ("soy la abuela", Topic.WHO_MAY_ASK),
    ("custody", Topic.NOT_OURS), ("who is this", Topic.WHO_ARE_YOU), ("¿quién es?", Topic.WHO_ARE_YOU),
    ("thanks!", Topic.THANKS), ("ok gracias", Topic.THANKS), ("👍🏽", Topic.THANKS),
]  # fmt: skip
NO_TOPIC = [
    "", "?", "hello", "Maria Lopez", "Paige Forman", "1234 Fruitridge Rd Apt 5 Sacramento CA 95820", "95820", "Apt 6",
    "don't call me", "Мария Лопес", "PO Box 12 Elk Grove CA 95624", "2", "asdf",
]  # fmt: skip
SIGNALS = [
    ("he will kill me", Signal.DANGER), ("im scared of him", Signal.DANGER), ("he hits my kids", Signal.DANGER),
    ("i have a restraining order", Signal.DANGER), ("my ex is stalking me", Signal.DANGER), ("we are not safe", Signal.DANGER),
    ("me pega", Signal.DANGER), ("mi esposo me va a matar", Signal.DANGER), ("tengo mucho miedo", Signal.DANGER),
    ("hay violencia en la casa", Signal.DANGER), ("tengo orden de restricción", Signal.DANGER),
    ("if he finds out he will hurt us", Signal.DANGER), ("please he can't know about this", Signal.DANGER),
    ("dont text me back", Signal.SILENCE), ("do not reply to this", Signal.SILENCE), ("he checks my phone", Signal.SILENCE),
    ("no me contesten", Signal.SILENCE), ("él revisa mi celular", Signal.SILENCE),
    ("no texts please", Signal.NO_TEXTS), ("no me manden mensajes", Signal.NO_TEXTS),
    ("12 Calle 5, Tijuana, Mexico", Signal.ENDS_ABROAD), ("55 Rue X, Toronto ON, Canada", Signal.ENDS_ABROAD),
    ("Av Juarez 123, Monterrey NL, CP 64000, México", Signal.ENDS_ABROAD), ("Av Juarez 9 Guadalajara Jalisco", Signal.ABROAD),
    ("calle Juarez 12, Coatzacoalcos cp 96400", Signal.ABROAD), ("Xalapa, C.P. 91000", Signal.ABROAD),
    ("i am homeless", Signal.NO_ADDRESS), ("I dont have a mailing address", Signal.NO_ADDRESS), ("living in my car", Signal.NO_ADDRESS),
    ("no tengo domicilio", Signal.NO_ADDRESS), ("vivo en un albergue", Signal.NO_ADDRESS),
    ("i get calworks", Signal.CALWORKS), ("recibo TANF", Signal.CALWORKS),
    ("forms in russian please", Signal.OTHER_LANGUAGE), ("hablo hmong", Signal.OTHER_LANGUAGE),
    ("tôi cần giúp đỡ về con tôi", Signal.OTHER_LANGUAGE), ("kailangan ko po ng tulong", Signal.OTHER_LANGUAGE),
    ("我需要帮助", Signal.OTHER_SCRIPT), ("Здравствуйте", Signal.OTHER_SCRIPT), ("ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ", Signal.OTHER_SCRIPT),
    ("this is for my client", Signal.FOR_CLIENT), ("i am a social worker", Signal.FOR_CLIENT), ("soy abogada", Signal.FOR_CLIENT),
    ("I'm driving, I'll text you later", Signal.AUTO_REPLY), ("Automatic reply: out of office", Signal.AUTO_REPLY),
    ("Respuesta automática", Signal.AUTO_REPLY), ("i need large print", Signal.LARGE_PRINT),
    ("this is my sisters phone", Signal.BORROWED), ("este cel es de mi amiga", Signal.BORROWED),
]  # fmt: skip
QUIET = [
    "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820",
    "ABRIR Ana Ruiz, calle 44 #3915, cp 95824, en español",
    "OPEN India Hunter 12 Gun Club Rd Sacramento CA 95814",
    "OPEN China Smith 900 Danger Ct Elk Grove CA 95624",
    "OPEN Ana Ruiz 500 Killdeer Way Antelope CA 95843",
    "OPEN Jane Doe #5555 P.O. Box 1679 Sacramento, CA 95812-1679",
    "ABRIR José Hernández 4500 Stockton Blvd Apto 12, Sacramento CA 95820, gracias",
    "OPEN Mark French 12 Russian Hill Rd Sacramento CA 95814",
    "OPEN Rosa Client 88 Alhambra Blvd Sacramento CA 95816",
]


@pytest.mark.parametrize(("text", "topic"), WORDS)
def test_a_word_or_question_of_theirs_is_heard(text: str, topic: Topic) -> None:
    assert read_signals(text).topic is topic


@pytest.mark.parametrize("text", NO_TOPIC)
def test_nothing_is_heard_that_was_not_said(text: str) -> None:
    assert read_signals(text).topic is None


@pytest.mark.parametrize(("text", "signal"), SIGNALS)
def test_what_is_said_beside_the_command_is_heard(text: str, signal: Signal) -> None:
    assert signal in read_signals(text)


@pytest.mark.parametrize("text", QUIET)
def test_names_and_streets_raise_no_alarm(text: str) -> None:
    assert read_signals(text).found <= {Signal.ABROAD}  # a country in a name says nothing beside a US address


@pytest.mark.parametrize("text", ["OPEN for my mom. She dont text.", "i dont text much", "he does not text"])
def test_who_does_not_text_has_not_asked_for_no_texts(text: str) -> None:
    assert Signal.NO_TEXTS not in read_signals(text)
    assert Signal.NO_TEXTS in read_signals("hi dont text me")


def test_us_addresses_do_not_end_abroad() -> None:
    for text in (
        "OPEN Al Cano 12 Peru St Sacramento CA 95814",
        "12 Main St, Mexico MO 65265",
        "5 Elm, Taos, New Mexico 87571",
    ):
        assert Signal.ENDS_ABROAD not in read_signals(text)


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("yes", True), ("Sí", True), ("esta bien", True), ("that is correct", True), ("ok gracias", True),
        ("no", False), ("wrong", False), ("no its wrong", False), ("the name is wrong", False), ("está mal", False),
        ("no apt 6", None), ("not sure", None), ("yes but apt 6", None), ("", None), ("thanks", None), ("1", None),
    ],
)  # fmt: skip
def test_yes_and_no_are_read_only_alone(text: str, agrees: bool | None) -> None:
    assert read_agreement(text) is agrees


@pytest.mark.parametrize(
    "text",
    ["MY " * 533, "HE " * 533, "1 " * 800, "a" * 1600, "I AM A " * 220, "а" * 1600, "5 MEXICO " * 170, "NO TENGO " * 170,
     "DONT " * 320, "ME PUEDE " * 170, "CAN A " * 260],
)  # fmt: skip
def test_no_text_of_full_length_takes_long(text: str) -> None:
    start = time.perf_counter()
    read_signals(text)
    assert time.perf_counter() - start < 0.15
