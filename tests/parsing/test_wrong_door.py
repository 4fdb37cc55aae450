"""Texts on which a rule once chose another person, another door or another language: never again unseen."""

from __future__ import annotations

import pytest

from parsers import Keyword, Language, Part, read_answer, read_message
from parsers.private import scrub_ssn
from parsers.signals import Signal, read_signals

DOOR = "12 Elm St Galt CA 95632"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"OPEN Ana Ruiz {DOOR}. Dad its Juan Perez", "Ana Ruiz"),
        (f"OPEN Ana Ruiz {DOOR}. My son its Juan Perez", "Ana Ruiz"),
        (f"OPEN Ana Ruiz {DOOR}. Juan Perez es el nombre del padre", "Ana Ruiz"),
        (f"OPEN Keisha Brown {DOOR}. Marcus Hill is the name of the father", "Keisha Brown"),
        (f"OPEN Mary Ann Williams, mother {DOOR}", "Mary Ann Williams"),
        (f"OPEN Maria Garcia Santos mother of 2, {DOOR}", "Maria Garcia Santos"),
        ("OPEN Lisa Marie Phillips\nmother\n12 Elm St Galt CA 95632", "Lisa Marie Phillips"),
        (f"OPEN my son has autism, Ana Ruiz {DOOR}", "Ana Ruiz"),
    ],
)
def test_the_package_goes_to_the_sender_under_the_whole_name(text: str, name: str) -> None:
    found = read_message(text).name
    assert found is not None
    assert found.full == name


@pytest.mark.parametrize(
    "text",
    [
        f"OPEN Ana Ruiz no longer Ana Perez {DOOR}",
        "OPEN Rosario Diaz, Carmen, 12 Elm St, Galt CA 95632",
        "OPEN Cruz Garcia, Maria, 12 Elm St, Galt CA 95632",
        "OPEN father Chang Lopez 12 Elm St Galt CA 95632 mother Shirley Diaz",
        f"OPEN Corey Diaz not paying since covid {DOOR}",
        f"OPEN Corey Diaz refuses to pay {DOOR}",
        f"OPEN mother Denise Walker father Javier Torres {DOOR}",
        f"OPEN this is Rosa, Javier is the dad {DOOR}",
        f"OPEN hi its Denise, Javier Torres is the dad, {DOOR}",
        f"OPEN dear Grace, Ana Ruiz {DOOR}",
        f"OPEN Jose Perez & Laura Diaz {DOOR}",
        f"abrir Jose Perez y Laura Diaz {DOOR}",
        f"OPEN Marcus Green & Tanya Green {DOOR}",
        f"OPEN Ana Ruiz and Kevin Diaz {DOOR}",
        f"OPEN need to find Kevin Diaz {DOOR}",
        f"OPEN I need support from Kevin Diaz {DOOR}",
        f"OPEN I was married to Kevin Diaz {DOOR}",
        f"abrir busco a Juan Perez {DOOR}",
        f"abrir para demandar a Juan Perez {DOOR}",
        f"OPEN Ana Ruiz or Kevin Diaz {DOOR}",
        f"OPEN Grace Young Hope {DOOR}",
        f"its Darryl Lauria Jr. Toms girl sent me open {DOOR}",
        f"OPEN Daniel Gold {DOOR} Daniel is my sons father",
        f"OPEN {DOOR} i need help finding Kevin Diaz",
        f"OPEN {DOOR} please make Kevin Diaz pay",
        f"abrir {DOOR} que le cobren a Kevin Diaz",
        f"OPEN for my aunt Rosa Diaz {DOOR} thanks Kim Diaz",
        f"abrir para mi tia Rosa Diaz, soy su sobrina Kim Diaz, {DOOR}",
        f"OPEN my neighbor Rosa Diaz needs this she dont text. {DOOR}. Kim Diaz",
        f"OPEN I'm Kim Diaz helping Rosa Diaz {DOOR}",
        f"OPEN nana salas bartholomew {DOOR}",
    ],
)
def test_which_of_two_names_is_meant_is_shown(text: str) -> None:
    found = read_message(text)
    assert Part.NAME in (*found.doubtful, *found.missing)


@pytest.mark.parametrize(
    "door",
    ["4512 Franklin Blvd 3 Sacramento CA 95820", "12 Elm St, 5, Galt CA 95632", "12 Elm St Galt CA 95632, 5"],
)
def test_a_number_left_over_is_not_dropped_unseen(door: str) -> None:
    assert Part.SECONDARY_UNIT in read_message(f"OPEN Ana Ruiz {door}").doubtful


@pytest.mark.parametrize(
    "text",
    [
        "OPEN Ana Ruiz 4512 Franklin Blvd apartment twelve Sacramento CA 95820",
        "can u open me a case pls. apartment twelve 6240 watt ave north highlands 95660 kou vang",
        "abrir Ana Ruiz, 12 Elm St apartamento doce, Galt 95632",
    ],
)
def test_a_unit_spelled_out_is_read_and_shown(text: str) -> None:
    found = read_message(text)
    assert found.address is not None
    assert found.address.secondary_unit in ("apartment twelve", "apartamento doce")
    assert Part.SECONDARY_UNIT in found.doubtful


@pytest.mark.parametrize(
    "unit",
    [
        "rear", "upstairs", "back house", "penthouse", "lobby", "office", "basement", "garage apt", "granny flat",
        "studio", "2nd floor", "third floor", "ground floor", "3er piso", "segundo piso", "planta alta", "sotano",
        "atras", "casa de atras", "apt de abajo", "apto de arriba", "interior 4", "letra C", "side B",
        "unidad numero dos",
    ],
)  # fmt: skip
def test_a_unit_told_in_words_is_read_or_shown_and_never_dropped_unseen(unit: str) -> None:
    found = read_message(f"OPEN Maria Lopez 12 Elm St {unit} Sacramento CA 95820")
    assert found.address is not None
    assert found.address.delivery_line == "12 Elm St"
    assert found.address.secondary_unit == unit or Part.SECONDARY_UNIT in found.doubtful


@pytest.mark.parametrize(
    "name",
    ["Sean Teresa Stroup", "Ella Lally Gaylor", "Rashida Swanson Cook", "Elvia Ross Love", "Katherine Urena Post"],
)
def test_a_name_that_is_an_ordinary_word_as_well_is_not_cut_off_unseen(name: str) -> None:
    """Ella is a she in Spanish, and many Cooks are none: read whole, or shown."""
    for text in (f"OPEN {name} {DOOR}", f"abrir {name}, {DOOR} las formas en español", f"OPEN {DOOR} {name}"):
        found = read_message(text)
        assert found.name is not None
        assert found.name.full == name or Part.NAME in found.doubtful


@pytest.mark.parametrize(
    ("street", "line"),
    [
        ("\n4410\n21st Ave\nSacramento CA 95820", "4410 21st Ave"),
        ("1024 Old 13th St Marysville CA 95901", "1024 Old 13th St"),
        ("12 Old 8 Mile Rd Stockton CA 95219", "12 Old 8 Mile Rd"),
        ("311 Twins 3rd Dr Galt CA 95632", "311 Twins 3rd Dr"),
        ("1200 Open Sky Dr Galt CA 95632", "1200 Open Sky Dr"),
        ("12 Mexico St Galt CA 95632", "12 Mexico St"),
        ("603 Forrester Road-Sacramento-CA-95853", "603 Forrester Road"),
        ("603 Forrester Road-Elk Grove-CA-95624", "603 Forrester Road"),
    ],
)
def test_a_house_keeps_its_number(street: str, line: str) -> None:
    address = read_message(f"OPEN Ana Ruiz {street}").address
    assert address is not None
    assert address.delivery_line == line


@pytest.mark.parametrize("street", ["67 15 Parsons Blvd Flushing NY 11365", "94 810 Farrington Hwy Waipahu HI 96797"])
def test_a_house_number_in_two_parts_is_shown(street: str) -> None:
    assert Part.DELIVERY_LINE in read_message(f"OPEN Ana Ruiz {street}").doubtful


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("open last name okafor first name ruth 12 elm st galt 95632", "ruth okafor"),
        ("open first name ruth last name okafor 12 elm st galt 95632", "ruth okafor"),
        ("last: lopez garcia\nfirst: maria\nopen\n12 elm st galt 95632", "maria lopez garcia"),
        ("apellidos: Lopez Garcia nombre: Maria abrir 12 elm st galt 95632", "Maria Lopez Garcia"),
        ("OPEN ruth 12 elm st galt 95632 last name okafor", "ruth okafor"),
        ("Okafor, Ruth N. 12 Elm St #5 Galt CA 95632 OPEN", "Ruth N Okafor"),
    ],
)
def test_given_names_and_surnames_told_apart_are_put_together(text: str, name: str) -> None:
    found = read_message(text)
    assert found.name is not None
    assert found.name.full == name


@pytest.mark.parametrize("count", ["case # 5 pls", "this is try # 2", "i am # 1 mom", "kid # 2 is due in may"])
def test_what_a_sign_counts_is_no_unit_unseen(count: str) -> None:
    found = read_message(f"open Ana Ruiz {DOOR} {count}")
    assert found.address is not None
    assert found.address.secondary_unit is None or Part.SECONDARY_UNIT in found.doubtful


@pytest.mark.parametrize(
    ("door", "line", "unit"),
    [
        ("calle 47 numero 3105 depto 2 sacramento 95824", "calle 47 numero 3105", "depto 2"),
        ("calle 47 #3105 sacramento 95824", "calle 47 #3105", None),
        ("calle elm numero 12 galt ca 95632", "calle elm numero 12", None),
    ],
)
def test_the_number_behind_a_spanish_street_is_its_house_number_and_shown(
    door: str, line: str, unit: str | None
) -> None:
    found = read_message(f"abrir Maria Lopez {door}")
    assert found.address is not None
    assert (found.address.delivery_line, found.address.secondary_unit) == (line, unit)
    assert Part.DELIVERY_LINE in found.doubtful


@pytest.mark.parametrize(
    ("door", "line", "unit"),
    [
        ("1234 W Avenue J8 Lancaster CA 93534", "1234 W Avenue J8", None),
        ("1234 W Ave J-8 #5 Lancaster CA 93534", "1234 W Ave J-8", "#5"),
        ("4512 Avenida Elm # 12 Sacramento 95820", "4512 Avenida Elm", "# 12"),
    ],
)
def test_a_street_called_by_a_letter_keeps_it(door: str, line: str, unit: str | None) -> None:
    found = read_message(f"OPEN Jane Doe {door}").address
    assert found is not None
    assert (found.delivery_line, found.secondary_unit) == (line, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Open New Mommy Maria K Cisneros 22 1623 Calle Amanecer Oshkosh Wisconsin 54902-6309",
        "Good morning OPEN Diane Parrish Gen 290 59th Ave Carmichael California 95609",
        "abrir Jane Doe 150 calle a #12 san juan pr 00926",
    ],
)
def test_words_and_numbers_taken_into_the_street_are_freed_and_shown(text: str) -> None:
    found = read_message(text)
    assert found.address is not None
    assert found.address.delivery_line in ("1623 Calle Amanecer", "290 59th Ave", "150 calle a")
    assert Part.DELIVERY_LINE in found.doubtful


@pytest.mark.parametrize(
    ("answer", "unit"),
    [
        ("no es depto 2 es depto 12", "depto 12"), ("not apt 2 its apt 12", "apt 12"), ("apt 12 not apt 2", "apt 12"),
    ],
)  # fmt: skip
def test_of_two_units_the_refused_one_is_dropped(answer: str, unit: str) -> None:
    found = read_answer(answer, frozenset({Part.SECONDARY_UNIT}))
    assert found.address is not None
    assert found.address.secondary_unit == unit


def test_two_units_and_neither_refused_are_shown() -> None:
    assert Part.SECONDARY_UNIT in read_answer("apt 7 apt 9", frozenset({Part.SECONDARY_UNIT})).doubtful


def test_a_surname_in_no_list_is_shown_with_the_name() -> None:
    found = read_message(
        "buenas abrir soy Ma. del Socorro Ixtepan y mi marido Eusebio ya no vive aki, 12 Elm St Galt 95632"
    )
    assert found.name is not None
    assert found.name.full == "Ma. del Socorro Ixtepan"


def test_the_street_behind_an_urbanization_is_not_part_of_it() -> None:
    address = read_message("open jane doe urb las gladiolas calle 5 #12 san juan pr 00926").address
    assert address is not None
    assert (address.urbanization, address.delivery_line) == ("urb las gladiolas", "calle 5 #12")


def test_a_street_before_its_number_is_shown() -> None:
    found = read_message("OPEN Elk Grove Laguna Blvd 9090 apt 7 95758 Tonya Redd")
    assert Part.DELIVERY_LINE in (*found.doubtful, *found.missing)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (f"OPEN Ana Ruiz {DOOR} oh and #b", "#b"),
        (f"OPEN # 5 is my door. Ana Ruiz {DOOR}", "# 5"),
        (f"OPEN {DOOR} Ana Ruiz #5", "#5"),
        ("OPEN Ana Ruiz vivo en casa 4512 Franklin Blvd Sacramento 95820", None),
    ],
)
def test_a_sign_and_a_number_are_a_unit_wherever_they_stand(text: str, unit: str | None) -> None:
    found = read_message(text)
    assert found.address is not None
    assert found.address.secondary_unit == unit


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("language (english or spanish): spanish", "es"), ("spanish or english? english", "en"),
        ("he speaks english, i dont", "es"), ("he needs spanish, i dont", "en"), ("mi ex quiere español, yo no", "en"),
        ("english i dont speak spanish", "en"),
        ("forms in Spanish. Somebody at the office told me to text", "es"),
        ("english or spanish, english for me spanish for my mom", "en"), ("a spanish speaking worker please", "None"),
    ],
)  # fmt: skip
def test_a_language_told_of_somebody_else_or_of_a_worker_is_no_wish(wish: str, language: str) -> None:
    assert str(read_message(f"OPEN Ana Ruiz {DOOR} {wish}").forms_language) == language


@pytest.mark.parametrize(
    "text",
    [
        f"OPEN Ana Ruiz {DOOR} my son's first name is Leo last name is Diaz",
        f"OPEN Ana Ruiz {DOOR}. The father's first name is Juan, last name is Perez",
        f"abrir Ana Ruiz {DOOR} el papa: nombre Juan, apellido Perez",
        f"OPEN Ana Ruiz {DOOR} two kids, first is Leo, last is Mia",
        f"nombre: Ana Ruiz abrir {DOOR} apellido del padre: Perez",
    ],
)
def test_the_labels_of_somebody_elses_name_do_not_replace_the_senders(text: str) -> None:
    found = read_message(text)
    assert found.name is not None
    assert found.name.full == "Ana Ruiz" or Part.NAME in found.doubtful


@pytest.mark.parametrize(
    "text",
    [
        f"OPEN Ana {DOOR} my kids last name is Lopez",
        f"abrir Ana {DOOR} el apellido del papa es Diaz",
        f"OPEN for my friend first name Rosa last name Diaz {DOOR}",
        f"open first name Ana middle name Maria last name Ruiz {DOOR}",
        f"abrir mi nombre es Ana y mi apellido es Ruiz {DOOR}",
        f"Nombre: Ana Apellido paterno: Ruiz Apellido materno: Lopez abrir {DOOR}",
        f"Rosa, Ana M {DOOR} open",
    ],
)
def test_labels_not_wholly_understood_are_shown_or_asked_about(text: str) -> None:
    found = read_message(text)
    assert Part.NAME in (*found.doubtful, *found.missing)


def test_a_surname_alone_is_shown() -> None:
    assert Part.NAME in read_message("OPEN Maria 12 elm st galt 95632 apellido Lopez Garcia").doubtful


@pytest.mark.parametrize(
    ("text", "line", "city"),
    [
        ("Calle 5 de Mayo 120, Col. Centro, Tijuana, Mexico", "Calle 5 de Mayo 120", "Col. Centro, Tijuana, Mexico"),
        ("55 King St, Toronto, Ontario, Canada", "55 King St", "Toronto, Ontario, Canada"),
        ("12 Elm St Galt I am from Peru", "12 Elm St", "Galt"),  # somebody's origin is no place abroad to mail to
    ],
)
def test_a_place_abroad_is_kept_whole_for_whoever_mails_there(text: str, line: str, city: str) -> None:
    found = read_message(f"OPEN Ana Ruiz, {text}").address
    assert found is not None
    assert (found.delivery_line, found.city) == (line, city)


def test_the_zip_that_was_asked_for_is_sure_and_a_bare_number_is_no_unit() -> None:
    told = read_answer("95820 and its apt 6", frozenset({Part.ZIP}))
    assert told.address is not None
    assert (told.address.zip5, told.address.secondary_unit, told.doubtful) == ("95820", "apt 6", ())
    bare = read_answer("7", frozenset())
    assert bare.address is None or bare.address.secondary_unit is None


@pytest.mark.parametrize("where", ["unit is in the back", "unit is behind the garage", "el apartamento es el de atras"])
def test_a_unit_that_was_told_and_not_understood_is_not_dropped_unseen(where: str) -> None:
    assert Part.SECONDARY_UNIT in read_message(f"OPEN Ella Rourke {DOOR} {where}").doubtful


def test_a_sender_after_the_children_were_counted_is_shown_and_not_thrown_away() -> None:
    found = read_message(f"OPEN got 2 boys Charlene Madera {DOOR}")
    assert found.name is not None
    assert (found.name.full, Part.NAME in found.doubtful) == ("Charlene Madera", True)


@pytest.mark.parametrize(
    "text",
    [
        "OPEN my son's dad is Juan Perez he lives at 99 Oak Ave Galt 95632. I'm Ana Ruiz",
        "abrir soy Ana Ruiz el papa Juan Perez vive en 99 Oak Ave Galt 95632",
        "OPEN Ana Ruiz, the father is Juan Perez, his address is 99 Oak Ave Galt CA 95632",
        "OPEN Ana Ruiz shes staying at 99 Oak Ave Galt CA 95632",
        "OPEN Ana Ruiz. The dads address is 99 Oak Ave Galt CA 95632",
        "OPEN Ana Ruiz. My ex is at 99 Oak Ave Galt CA 95632",
        "OPEN Ana Ruiz. He lives I think at 99 Oak Ave Galt CA 95632",
        "abrir Ana Ruiz, la direccion de mi ex es 99 Oak Ave Galt 95632",
        "abrir Ana Ruiz. El papa se mudo a 99 Oak Ave Galt 95632",
        "OPEN Ana Ruiz 99 Oak Ave Galt CA 95632 thats where he lives",
        "OPEN Ana Ruiz. I used to live at 99 Oak Ave Galt CA 95632",
        "OPEN Ana Ruiz. The court is at 99 Oak Ave Galt CA 95632",
    ],
)
def test_an_address_said_to_be_somebody_elses_is_never_mailed_to_unseen(text: str) -> None:
    """The other parent would open the envelope."""
    assert Part.DELIVERY_LINE in read_message(text).doubtful


@pytest.mark.parametrize(
    "text",
    [
        f"OPEN Ana Ruiz lives at {DOOR}",
        f"OPEN Ana Ruiz. He moved out. {DOOR}",
        f"OPEN Ana Ruiz my kid she is 3, {DOOR}",
        f"OPEN Ana Ruiz my son lives with me at {DOOR}",
        f"ABRIR Ana Ruiz mi hija vive conmigo en {DOOR}",
        f"OPEN Ana Ruiz her dad stays in Reno we are at {DOOR}",
        f"OPEN Ana Ruiz I live with my dad at {DOOR}",
        f"OPEN Ana Ruiz im staying at my moms house {DOOR}",
        f"OPEN Ana Ruiz 4 kids with the same father address {DOOR}",
    ],
)
def test_an_own_address_beside_talk_of_others_is_sure(text: str) -> None:
    assert Part.DELIVERY_LINE not in read_message(text).doubtful


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("OPEN Tasha Green, c/o Linda Diaz, 12 Elm St, Galt CA 95632", "Linda Diaz"),
        ("open tasha green care of linda diaz 12 elm st galt 95632", "linda diaz"),
        ("ABRIR Ana Ruiz\nal cuidado de Rosa Cruz\n12 Elm St\nGalt CA 95632", "Rosa Cruz"),
        ("open tasha green i take care of my kids 12 elm st galt 95632", None),
        ("open tasha green i take care of Diego Cruz 12 elm st galt 95632", None),
        ("open tasha green c/o Diaz 12 elm st galt 95632", "Diaz"),
    ],
)
def test_whose_mailbox_it_is_comes_on_the_envelope(text: str, whose: str | None) -> None:
    found = read_message(text)
    assert found.address is not None
    assert (found.address.care_of, found.address.delivery_line) == (
        whose,
        "12 elm st" if text[0] == "o" else "12 Elm St",
    )
    assert found.missing == ()


@pytest.mark.parametrize("place", ["Columbus IN zip 43215", "Galt state OR zip 95632"])
def test_a_state_that_contradicts_the_zip_is_shown(place: str) -> None:
    assert Part.STATE in read_message(f"OPEN Maria Lopez 12 Elm St, {place}").doubtful


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("OPEN Maria Lopez 1200 Elm St Unit 1. Sacramento CA 95820. Number of kids: 2. Thanks", "Unit 1"),
        ("OPEN Ana Ruiz 12 Elm St cuarto y cocina, Galt CA 95632", None),
    ],
)
def test_a_unit_is_what_was_said(text: str, unit: str | None) -> None:
    address = read_message(text).address
    assert address is not None
    assert address.secondary_unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "no quiero que me abran un caso", "por favor no me abran un caso", "cuando abren mi caso",
        "when will you get my case going", "Can't get my case going", "mi banco quiere que abra una cuenta",
    ],
)  # fmt: skip
def test_nobody_is_opened_a_case_who_did_not_ask(text: str) -> None:
    assert read_message(text).keyword is not Keyword.OPEN


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("that's my address. English", Language.ENGLISH), ("English but I don't have his address", Language.ENGLISH),
        ("Spanish but I don't have a printer", Language.SPANISH), ("Spanish not English please", Language.SPANISH),
        ("sorry, Spanish please", Language.SPANISH), ("by the bus stop Spanish", Language.SPANISH),
        ("no Spanish fine", Language.ENGLISH), ("my english aint too good", Language.SPANISH),
        ("stop sending me Spanish papers", Language.ENGLISH), ("sorry for my english", None),
    ],
)  # fmt: skip
def test_forms_come_in_the_language_asked_for(wish: str, language: Language | None) -> None:
    assert read_message(f"OPEN Ana Ruiz {DOOR} {wish}").forms_language is language


@pytest.mark.parametrize(
    "text", ["I live with my dad dont text me", "call my mom don't text me", "it is my dad's. Do not text."]
)
def test_a_wish_for_no_texts_is_heard_after_any_word(text: str) -> None:
    assert Signal.NO_TEXTS in read_signals(f"OPEN Ana Ruiz {DOOR} {text}")


@pytest.mark.parametrize(
    "text",
    ["ssn one-two-three-four-five-six-seven-eight-nine", "mi seguro uno. dos. tres. uno. dos. tres. uno. dos. tres."],
)
def test_no_social_security_number_in_words_is_kept(text: str) -> None:
    assert scrub_ssn(text)[1]
    assert not scrub_ssn("case number four five one two one two one two one")[1]


def test_whoever_is_called_addy_can_answer_so() -> None:
    found = read_answer("Addy Lopez", frozenset({Part.NAME})).name
    assert found is not None
    assert found.full == "Addy Lopez"


@pytest.mark.parametrize(
    "text",
    [
        "OPEN Rolland Celeski Real 672 West Oak Loop Galt CA 95632 spanish forms please",
        "OPEN Haley Gaillard Soy. The forms go to 21 Plow Way, Galt 95632, its the blue house",
        "OPEN the form should read Nam Rosina Retana and go out to 214 Elm Ct, Galt 95632",
    ],
)
def test_the_only_capital_beside_a_name_is_not_dropped_unseen(text: str) -> None:
    found = read_message(text)
    assert found.name is not None
    assert len(found.name.full.split()) == 3 or Part.NAME in found.doubtful
