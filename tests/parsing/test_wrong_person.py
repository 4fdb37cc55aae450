"""Texts on which a rule once chose another person, or half a name: never again unseen."""

from __future__ import annotations

import pytest

from parsers import Part, read_answer, read_message

DOOR = "12 Elm St Galt CA 95632"


def name_in(text: str) -> str | None:
    found = read_message(text).name
    return found and found.full


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
    assert name_in(text) == name


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
        f"open nana diana arciniega {DOOR}",
        f"open nevada diana arciniega {DOOR}",
        f"nana salas ruiz {DOOR} open",
    ],
)
def test_which_of_two_names_is_meant_is_shown(text: str) -> None:
    found = read_message(text)
    assert Part.NAME in (*found.doubtful, *found.missing)


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
    ("text", "name"),
    [
        ("open last name okafor first name ruth 12 elm st galt 95632", "ruth okafor"),
        ("open first name ruth last name okafor 12 elm st galt 95632", "ruth okafor"),
        ("last: lopez garcia\nfirst: maria\nopen\n12 elm st galt 95632", "maria lopez garcia"),
        ("apellidos: Lopez Garcia nombre: Maria abrir 12 elm st galt 95632", "Maria Lopez Garcia"),
        ("OPEN ruth 12 elm st galt 95632 last name okafor", "ruth okafor"),
        ("open first name ruth last name okafor address 12 elm st galt 95632", "ruth okafor"),
        ("abrir nombre ana apellido ruiz vivo en 12 elm st galt 95632", "ana ruiz"),
        ("Okafor, Ruth N. 12 Elm St #5 Galt CA 95632 OPEN", "Ruth N Okafor"),
        ("OPEN apellido paterno Ruiz apellido materno Diaz nombre Ana 12 Elm St Galt 95632", "Ana Ruiz Diaz"),
        ("ABRIR\nNombre: Ana\nApellido paterno: Ruiz\nApellido materno: Diaz\n12 Elm St\nGalt 95632", "Ana Ruiz Diaz"),
    ],
)
def test_given_names_and_surnames_told_apart_are_put_together(text: str, name: str) -> None:
    found = read_message(text)
    assert found.name is not None
    assert found.name.full == name


def test_a_surname_in_no_list_is_shown_with_the_name() -> None:
    found = read_message(
        "buenas abrir soy Ma. del Socorro Ixtepan y mi marido Eusebio ya no vive aki, 12 Elm St Galt 95632"
    )
    assert found.name is not None
    assert found.name.full == "Ma. del Socorro Ixtepan"
    assert Part.NAME in found.doubtful


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
        f"abrir mi nombre es Ana y mi apellido es Ruiz {DOOR}",
        f"Nombre: Ana Apellido paterno: Ruiz Apellido materno: Lopez abrir {DOOR}",
        f"Rosa, Ana M {DOOR} open",
    ],
)
def test_labels_not_wholly_understood_are_shown_or_asked_about(text: str) -> None:
    found = read_message(text)
    assert Part.NAME in (*found.doubtful, *found.missing)


def test_a_childs_surname_does_not_complete_the_senders_name() -> None:
    for text in (f"OPEN Ana {DOOR} my kids last name is Lopez", f"abrir Ana {DOOR} el apellido del papa es Diaz"):
        name = read_message(text).name
        assert name is None or name.full == "Ana"


def test_a_surname_alone_is_shown() -> None:
    assert Part.NAME in read_message("OPEN Maria 12 elm st galt 95632 apellido Lopez Garcia").doubtful


def test_a_sender_after_the_children_were_counted_is_shown_and_not_thrown_away() -> None:
    found = read_message(f"OPEN got 2 boys Charlene Madera {DOOR}")
    assert found.name is not None
    assert (found.name.full, Part.NAME in found.doubtful) == ("Charlene Madera", True)


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"OPEN my name is Patricia Ann Godfrey he owes me 4,300 since 2021. {DOOR}", "Patricia Ann Godfrey"),
        (f"OPEN. Malia Fifita. My husband leave us with 5 kids. {DOOR}", "Malia Fifita"),
        (f"I want open case. Gul Makai Safi is me. House is {DOOR}", "Gul Makai Safi"),
        (f"OPEN Lo Mai Xiong {DOOR}", "Lo Mai Xiong"),
        (f"My Le {DOOR} open", "My Le"),
        (f"open pa zoua her {DOOR}", "pa zoua her"),
        (f"Open\nSelamawit G/Mariam\n{DOOR}", "Selamawit G/Mariam"),
        (f"OPEN Leticia Covarrubias de Anda. {DOOR}", "Leticia Covarrubias de Anda"),
        (f"open la tonya simms {DOOR}", "la tonya simms"),
        (f"open De Shawn Moore {DOOR}", "De Shawn Moore"),
        ("open.rashad.tillery.12 elm st.galt.ca.95632", "rashad tillery"),
        (f"open\nnombre lucero\napellido zaragoza\n{DOOR}", "lucero zaragoza"),
        (f"OPEN LN SINGH FN GURPREET {DOOR}", "GURPREET SINGH"),
        (f"my name is Daniel and last name is Otero, {DOOR} open", "Daniel Otero"),
        (f"open this is keisha, keisha monroe {DOOR}", "keisha monroe"),
        (f"OPEN SSgt Daniel Okafor {DOOR}", "Daniel Okafor"),
        (f"OPEN\nFirst name: Gurpreet\nMiddle: Kaur\nLast: Dhaliwal\n{DOOR}", "Gurpreet Kaur Dhaliwal"),
        (f"ABRIL Juan Carlos Menjivar {DOOR} papeles en español", "Juan Carlos Menjivar"),
        (f"abril ruby lopez {DOOR} open", "abril ruby lopez"),
        (f"OPEN: T. J. Kalani III, {DOOR}", "T. J. Kalani III"),
        (f"open r. j. duarte {DOOR}", "r. j. duarte"),
        (f'Open - Deon "Peanut" Rucker Jr - {DOOR}', 'Deon "Peanut" Rucker Jr'),
        (f"Open, Tyrone (TJ) Gable Sr, {DOOR}", "Tyrone (TJ) Gable Sr"),
        (f"Full name Pa Nhia Vang. {DOOR}. open", "Pa Nhia Vang"),
        (f"OPEN NG KA YI; {DOOR}", "NG KA YI"),
        (f"OPEN Noor Al-Huda Abd Al-Kareem {DOOR}", "Noor Al-Huda Abd Al-Kareem"),
        (f"OPEN Sione \u02bbOfa Mo\u02bbunga {DOOR}", "Sione 'Ofa Mo'unga"),
        (f"OPEN. St. Germain, Odalys. {DOOR}", "Odalys St. Germain"),
        (f"OPEN Robert Lee Banks V, {DOOR}", "Robert Lee Banks V"),
        (f"open\nshaniqua 'nikki' fields\n{DOOR}", "shaniqua 'nikki' fields"),
        (f"OPEN Soledad Urrutia de Paz {DOOR}", "Soledad Urrutia de Paz"),
        (f"abrir el caso del niño mi nonbre es maria ibarra bibo en {DOOR}", "maria ibarra"),
        (f"OPEN SSgt Kendrick Moody {DOOR}", "Kendrick Moody"),
        (f"Oh pen. Shirley Ann Truax. {DOOR}", "Shirley Ann Truax"),
        (f"Hi, open. Ave Maria Salcedo, {DOOR}", "Ave Maria Salcedo"),
        (f"Darlene Runs At Night, {DOOR}. OPEN", "Darlene Runs At Night"),
        (f"open Szabo Gabor, {DOOR}", "Szabo Gabor"),
        (f"OPEN Ottavia De' Rossi, {DOOR}", "Ottavia De' Rossi"),
    ],
)
def test_a_name_is_read_whole_whoever_else_it_looks_like(text: str, name: str) -> None:
    assert name_in(text) == name


def test_whose_wife_somebody_is_does_not_complete_the_name() -> None:
    found = read_message(f"OPEN hi its Jolene, Travis Buck's ex wife. {DOOR}")
    assert Part.NAME in (*found.doubtful, *found.missing)


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("Ana Sofia Del Toro, Broadway 2600, Sacramento 95818", "Ana Sofia Del Toro", "Broadway 2600"),
        ("Rosa Tzintzun vda de Orozco, calle 44 #3915, 95824", "Rosa Tzintzun vda de Orozco", "calle 44 #3915"),
        ("Rosa Diaz vda de Ruiz Calle 47 numero 3105 95824", "Rosa Diaz vda de Ruiz", "Calle 47 numero 3105"),
    ],
)
def test_where_the_name_ends_the_street_begins_and_is_shown(text: str, name: str, line: str) -> None:
    found = read_message(f"ABRIR {text}")
    assert found.address is not None
    assert (name_in(f"ABRIR {text}"), found.address.delivery_line) == (name, line)
    assert Part.DELIVERY_LINE in found.doubtful


@pytest.mark.parametrize(
    "text",
    [
        f"Abril Maria Lopez {DOOR}",
        f"OPEN Rosa Diaz.Luis Gomez.{DOOR}",
        f"OPEN Rosa (divorced) Diaz {DOOR}",
        f"OPEN Ana Ruiz Court {DOOR}",
        f"ABRIR Ana Ruiz viuda de Marzo, {DOOR}",
        f"OPEN Y Ana Ruiz {DOOR}",
        f"OPEN Ana Ruiz Mile 3, {DOOR}",
        f"OPEN first name Maria last name Lopez then Garcia {DOOR}",
        f"OPEN Rosa (formerly Ruiz) Diaz {DOOR}",
        f"OPEN Eng Kim Chhay {DOOR}",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 sorry Rosa Dias",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632. sorry name is Rosa Dias",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632. my legal name is Ana Perez",
        "OPEN Rosa Diaz aka Ana Perez 8821 Meadow Way Galt CA 95632",
        "OPEN Send to: Carmen Soto 8821 Meadow Way Galt CA 95632 My name is Rosa Diaz",
        "OPEN first Rosa last Diaz 8821 Meadow Way Galt CA 95632",
        "OPEN Ana Ruiz nee Perez 8821 Meadow Way Galt CA 95632",
        "OPEN Jose Diaz 3rd 8821 Meadow Way Galt CA 95632",
        f"OPEN I want him paying Juan Diaz {DOOR}",
        f"OPEN the dad is the one paying, Juan Diaz {DOOR}",
        f"OPEN first name Maria last name Lopez formerly Garcia {DOOR}",
        f"open Jhon Salinas {DOOR} *John",
        f"FROM HASSAN ALI TO CHILD SUPPORT. OPEN CASE. SON YOUSIF, MOTHER RASHA KAREEM. I LIVE {DOOR}",
        f"OPEN. I will be the one paying, Kenji Mori. Receiving is Erica Mori. mine is {DOOR}",
    ],
)
def test_a_name_that_may_be_another_is_shown_or_asked_for(text: str) -> None:
    found = read_message(text)
    assert Part.NAME in (*found.doubtful, *found.missing)


def test_who_is_called_april_answers_so() -> None:
    found = read_answer(f"Abril Maria Lopez {DOOR}", frozenset(Part)).name
    assert found is not None
    assert found.full == "Abril Maria Lopez"


def test_a_text_that_quotes_ours_and_goes_on_is_heard() -> None:
    assert name_in(f'Loved "Thank you, we mailed your forms" OPEN Ana Ruiz {DOOR}') == "Ana Ruiz"
