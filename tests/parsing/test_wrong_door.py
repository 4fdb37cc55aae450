"""Texts on which a rule once chose another door: never again unseen."""

from __future__ import annotations

import pytest

from parsers import Part, mailing_lines, read_answer, read_message
from tests.parsing.judge import address_in

DOOR = "12 Elm St Galt CA 95632"


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
    found = address_in(f"OPEN Jane Doe {door}")
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


def test_the_street_behind_an_urbanization_is_not_part_of_it() -> None:
    address = read_message("open jane doe urb las gladiolas calle 5 #12 san juan pr 00926").address
    assert address is not None
    assert (address.urbanization, address.delivery_line) == ("urb las gladiolas", "calle 5 #12")


def test_a_street_before_its_number_is_shown() -> None:
    found = read_message("OPEN Elk Grove Laguna Blvd 9090 apt 7 95758 Tonya Redd")
    assert Part.DELIVERY_LINE in (*found.doubtful, *found.missing)


@pytest.mark.parametrize(
    ("text", "line", "city"),
    [
        ("Calle 5 de Mayo 120, Col. Centro, Tijuana, Mexico", "Calle 5 de Mayo 120", "Col. Centro, Tijuana, Mexico"),
        ("55 King St, Toronto, Ontario, Canada", "55 King St", "Toronto, Ontario, Canada"),
        ("12 Elm St Galt I am from Peru", "12 Elm St", "Galt"),  # somebody's origin is no place abroad to mail to
    ],
)
def test_a_place_abroad_is_kept_whole_for_whoever_mails_there(text: str, line: str, city: str) -> None:
    found = address_in(f"OPEN Ana Ruiz, {text}")
    assert (found.delivery_line, found.city) == (line, city)


def test_the_zip_that_was_asked_for_is_sure_and_a_bare_number_is_no_unit() -> None:
    told = read_answer("95820 and its apt 6", frozenset({Part.ZIP}))
    assert told.address is not None
    assert (told.address.zip5, told.address.secondary_unit, told.doubtful) == ("95820", "apt 6", ())
    bare = read_answer("7", frozenset())
    assert bare.address is None or bare.address.secondary_unit is None


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
    ("text", "door"),
    [
        ("we used to be at 9 Oak St but now its 12 Elm St Galt CA 95632", "12 Elm St"),
        ("21 Elm St wait no its 12 Elm St Galt CA 95632", "12 Elm St"),
        ("I moved last month from 9 Oak St, new address is 12 Elm St Galt CA 95632", "12 Elm St"),
        ("you mailed it to 9 Oak St and we moved. new place is 12 Elm St Galt CA 95632", "12 Elm St"),
        ("9118 Laguna Dr unit 203 Elk Grove 95758. Whoops unit 302 not 203", "9118 Laguna Dr unit 302"),
        ("12 Elm St Galt CA 95632. my ex gets his mail at 9 Oak St dont send it there", "12 Elm St"),
        ("9 Elm St Galt CA 95632 no wait its 12 not 9", "12 Elm St"),
        ("el numero mal, es 12 y no 9 Elm St Galt CA 95632", "12 Elm St"),
        ("12 Elm St Galt CA 95632 sorry its 21", "12 Elm St"),
        ("1027 Teal Ln. scratch that, typed it backwards. 1072 Teal Ln Galt 95632", "1072 Teal Ln"),
        ("mail it to me at 9 Oak St? no sorry thats my job. its 12 Elm St Galt 95632", "12 Elm St"),
    ],
)
def test_of_two_doors_the_one_told_as_new_or_as_a_correction_is_shown(text: str, door: str) -> None:
    found = read_message(f"OPEN Ana Ruiz {text}")
    assert found.address is not None
    assert found.address.first_line == door
    assert {Part.DELIVERY_LINE, Part.SECONDARY_UNIT} & set(found.doubtful)


@pytest.mark.parametrize("street", ["45th St", "FM 1960 Rd W", "Highway 50", "Lane 12", "Calle 7", "Broadway"])
def test_a_street_without_its_house_is_asked_about(street: str) -> None:
    assert Part.DELIVERY_LINE in read_message(f"OPEN Ana Ruiz, {street}, Sacramento CA 95819").missing


@pytest.mark.parametrize(
    ("door", "line"),
    [
        ("One Harbor Ct Apt 2B, West Sacramento CA 95691", "One Harbor Ct"),
        ("10 65th St Expy Sacramento 95820", "10 65th St Expy"),
        ("Mile 27.5 Richardson Hwy, Valdez AK 99686", "Mile 27.5 Richardson Hwy"),
        ("893 maryland ave e st paul mn 55106", "893 maryland ave e"),
        ("C-14 Calle 7 Urb. Santa Juanita, Bayamon PR 00956", "C-14 Calle 7"),
        ("Urb. Country Estates, C12 Calle 5, Bayamon PR 00956", "C12 Calle 5"),
        ("1204 Calle 30 SO San Juan PR 00921", "1204 Calle 30 SO"),
        ("POBox417 Herald CA 95638", "PO Box 417"),
        ("1457 W 3500 S Salt Lake City UT 84119", "1457 W 3500 S"),
        ("4925 E Carey Ave Vegas 89115", "4925 E Carey Ave"),
        ("box 319 Isleton CA 95641", "box 319"),
        ("3461 Mather Field Rd, Rancho 956704821", "3461 Mather Field Rd"),
        ("41155 County Rd 29 Woodland CA 95776", "41155 County Rd 29"),
    ],
)
def test_a_house_told_in_a_rare_form_is_whole(door: str, line: str) -> None:
    found = read_message(f"OPEN Ana Ruiz {door}")
    assert found.address is not None
    assert (found.address.delivery_line, found.missing) == (line, ())


@pytest.mark.parametrize(
    "text",
    [
        "2055 Birch Hollow Ln, Elk Grove. His dad lives with his mom in Lodi 95240",
        "1204 Avenida 30 se lo agradezco Oakland 94601",
        "4500 J St E Sacramento CA 95819",
        "12 Elm St Galt CA 95632 but I'm not at the house anymore",
        "12 Elm St Galt CA 95632 we moved out to Lodi",
        "star rt 5 box 7 Alturas 96101",
        "12 Elm St n Galt 95632",
        "carr 2 km 14.5 Bayamon PR 00959",
        "4021 Norwood ave sacramento. idk my zip, bee's is 95828 but he stay across town",
        "118 Fig Ln Galt. her mom is in Lodi 95240",
        ". he's in Lodi 95240, I'm at 118 Fig Ln Galt",
        ". The dad is Marcus Hill. 44 Oak Ave Lodi 95240, drives a white truck",
    ],
)
def test_half_a_street_or_the_fathers_town_is_not_mailed_to_unseen(text: str) -> None:
    assert {Part.DELIVERY_LINE, Part.CITY, Part.ZIP} & set(read_message(f"OPEN Ana Ruiz {text}").doubtful)


@pytest.mark.parametrize(
    "text",
    [
        "Name: Soua Her\nStreet: 6801 Elder Creek Rd\nUnit: B\nCity: sac\nZip 95824\nOPEN",
        "Name: Vasyl Bondar\nStreet: 4809 Walerga Rd\nApt: 2\nCity: Sacramento\nState: CA\nZip: 95842\nOPEN",
        "OPEN Ana Ruiz, apartment number 6, 2929 Marconi Avenue, Sacramento California 95821",
        "OPEN Mee Thao P.O.B. 1187 Elk Grove CA 95759",
        "Open\nVanessa Ybarra\nPSC 473, Box 812\nFPO, AP 96349",
        "open. moved last month to my sister in portland. ana ruiz. 418 SE 122nd ave apt 30 portland or 97233",
        "at work so quick: OPEN, Nadia Haddad, 3001 Douglas Blvd Ste 330 Roseville 95661",
        "OPEN Chase Court 7620 Sunset Ave Fair Oaks CA 95628",
        "OPEN Ana Ruiz 284 Wisconsin Ave apt 3 El Cajon 92020. she took the kids to Dearborn Michigan",
        "open ana ruiz 388 e 600 n spanish fork utah 84660",
        "open, name See Her, addr 2837 Taft St Sacramento CA 95815",
        "OPEN Ana Ruiz 12 Elm St Galt CA 95632 sorry i have 2 kids",
        "OPEN Ana Ruiz 12 Elm St Galt CA 95632. he is not at the hearing",
        "OPEN Ana Ruiz 12 Elm St Galt CA 95632. not at all sure what to write",
        "OPEN Ana Ruiz 12 Elm St Galt CA 95632. we moved out here last year",
        "OPEN Ana Ruiz 3817 Alder St, Sacramento 95838. I dont know where he stays",
        "OPEN my last name is Khangura first name is Jasdeep 9817 Springview Way Elk Grove CA 95757",
        "OPEN\nPa Houa Xiong\n6420 66th Ave\nSacramento CA 95823",
    ],
)
def test_nobody_is_asked_about_what_is_plain(text: str) -> None:
    found = read_message(text)
    assert (found.missing, found.doubtful) == ((), ())


def test_the_other_parents_unit_and_zip_do_not_come_along() -> None:
    other = "the absent parent is Juan Diaz 9 Oak St apt 4 Lodi CA 95240"
    found = address_in(f"OPEN\n{other}\nme: Ana Ruiz {DOOR}")
    assert (found.first_line, found.zip5) == ("12 Elm St", "95632")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1138 Rivera Dr Sacramento 95383 sorry fat fingers 95838", "95838"),
        ("he is in Lodi 95240. mine is 12 Elm St Galt 95632", "95632"),
        ("my zip is 9 5 6 3 2 and i live at 12 Elm St in Galt", "95632"),
        ("12 Elm St Galt california nine five six three two", "95632"),
        ("1830 Gerber Ave Sacramento CA 95818 *95817 sorry", "95817"),
        ("12 Elm St Galt 95632. his dad is in Lodi 95240", "95632"),
    ],
)
def test_of_two_zips_the_corrected_one_or_the_citys_is_taken_and_a_spelled_one_is_heard(text: str, code: str) -> None:
    assert address_in(f"OPEN Ana Ruiz {text}").zip5 == code


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("12 Elm St apartmant 5 Galt CA 95632", ("12 ELM ST APT 5", "GALT CA 95632")),
        ("12 Elm St APT117 Galt CA 95632", ("12 ELM ST APT 117", "GALT CA 95632")),
        ("12 Dayton Steet Galt CA 95632", ("12 DAYTON ST", "GALT CA 95632")),
        ("12 Elm St esp 41 Galt CA 95632", ("12 ELM ST SPC 41", "GALT CA 95632")),
        ("12 Elm St ap 12 Galt CA 95632", ("12 ELM ST APT 12", "GALT CA 95632")),
        ("po bx 7 Galt CA 95632", ("PO BOX 7", "GALT CA 95632")),
        ("genral delivery Galt CA 95632", ("GENERAL DELIVERY", "GALT CA 95632")),
        ("3408 larchmont dr n highland 95660", ("3408 LARCHMONT DR", "NORTH HIGHLANDS CA 95660")),
        ("1174 reaney ave st paul mn 55106", ("1174 REANEY AVE", "ST PAUL MN 55106")),
        ("Calle Loiza 1450 Apt 3, San Juan PR 00911", ("1450 CALLE LOIZA APT 3", "SAN JUAN PR 00911")),
    ],
)
def test_slips_of_the_thumb_do_not_reach_the_envelope(written: str, lines: tuple[str, ...]) -> None:
    found = read_message(f"OPEN Ana Ruiz {written}")
    assert found.name is not None
    assert found.address is not None
    assert mailing_lines(found.name, found.address)[1:] == lines


@pytest.mark.parametrize("kids", ["Kids are 9 5 8 2 3", "I have 5 kids ages 9 5 8 2 5"])
def test_ages_are_no_zip(kids: str) -> None:
    assert Part.ZIP in read_message(f"OPEN Ana Ruiz 12 Elm St Sacramento CA. {kids}").missing


def test_the_only_suffix_of_a_street_is_not_given_to_the_city() -> None:
    found = read_message("OPEN Ana Ruiz 1234 Main St Helena CA 94574")
    assert found.address is not None
    assert found.address.delivery_line == "1234 Main St"
    assert Part.CITY in found.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "OPEN Tanisha Brown, 8821 Meadow Way, Galt CA 95632. Please dont mail it there, my ex opens my mail",
        "ABRIR Rosa Diaz 8821 Meadow Way Galt CA 95632. por favor no manden nada a esta casa, el abre mi correo",
        "OPEN Rosa Diaz don't send to 8821 Meadow Way Galt CA 95632",
        "ABRIR Rosa Diaz no me lo manden a 8821 Meadow Way Galt CA 95632",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 not my address",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 I dont live there anymore",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 (old address)",
        "OPEN Rosa Diaz my old address is 8821 Meadow Way Galt CA 95632",
        "OPEN Rosa Diaz I no longer live at 8821 Meadow Way Galt CA 95632",
        "OPEN Rosa Diaz I moved out of 8821 Meadow Way Galt CA 95632",
        "ABRIR Rosa Diaz no vivo en 8821 Meadow Way Galt CA 95632",
        "ABRIR Rosa Diaz 8821 Meadow Way Galt CA 95632 ya no vivo ahi",
        "ABRIR Rosa Diaz mi direccion anterior 8821 Meadow Way Galt CA 95632",
        "OPEN Tanisha Brown. The father is Marcus Hill, 8821 Meadow Way Galt CA 95632",
        "ABRIR Ana Ruiz. el papa es Marco Perez, 8821 Meadow Way Galt CA 95632",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 that's my exs address",
        "ABRIR Rosa Diaz 8821 Meadow Way Galt CA 95632 esa es la direccion de mi ex",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 is where the dad lives",
        "OPEN Tanisha Brown you can find him at 8821 Meadow Way Galt CA 95632",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 my ex lives in unit 7",
        "OPEN Rosa Diaz 4512 Franklin Blvd Sacramento, he lives in 95828",
        "OPEN Rosa Diaz 1842 or 1824 Oak Ave Galt CA 95632",
        "OPEN Rosa Diaz 8821 Meadow Way apt 4 or 5 Galt CA 95632",
        "OPEN Rosa Diaz 4512 Franklin Blvd or Ave not sure Sacramento 95820",
        "OPEN Rosa Diaz 8821 Meadow Way Galt CA 95632 not sure of the zip",
        "ABRIR Rosa Diaz 8821 Meadow Way Galt CA 95632 no se si es correcto el zip",
        "OPEN Rosa Diaz 4512 Franklin Blvd Sacramento CA 95820 *4521",
        "OPEN Rosa Diaz PO Box 55 8821 Meadow Way Galt CA 95632",
        "OPEN Rosa Diaz 4512 Franklin Blvd PO Box 123 Galt CA 95632",
    ],
)
def test_a_door_that_is_refused_left_anothers_or_one_of_two_is_shown(text: str) -> None:
    found = read_message(text)
    parts = {Part.DELIVERY_LINE, Part.SECONDARY_UNIT, Part.ZIP}
    assert parts & {*found.doubtful, *found.missing}
