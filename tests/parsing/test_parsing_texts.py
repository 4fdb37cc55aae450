"""SMS letters and sizes, phones, look-up forms."""

from __future__ import annotations

import pytest

from parsers import PersonName, PostalAddress, fold_gsm7, normal_address, normal_name, read_phone, segments


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José Núñez", "José Nuñez"),
        ("Ángela Íñiguez", "Angela Iñiguez"),
        ("O’Keefe", "O'Keefe"),
        ("“Bo” Diddley", '"Bo" Diddley'),
        ("Trần Văn Lộc", "Tran Van Loc"),
        ("Łukasz Đorđević", "Lukasz Dordevic"),
        ("Zoë Müller", "Zoe Müller"),
        ("Ana 🙏 Ruiz", "Ana  Ruiz"),
        ("Привет", ""),
        ("½ Elm", "1/2 Elm"),
        ("[a]", "(a)"),
    ],
)
def test_names_and_addresses_are_folded_to_the_basic_set(text: str, folded: str) -> None:
    assert fold_gsm7(text) == folded


@pytest.mark.parametrize(
    ("text", "count", "note"),
    [
        ("", 1, "an empty text is one"),
        ("a" * 160, 1, ""),
        ("a" * 161, 2, ""),
        ("a" * 306, 2, "two of 153"),
        ("a" * 307, 3, ""),
        ("ñ" * 160, 1, "ñ is in the basic set"),
        ("á" * 70, 1, "á is not: 70 a part"),
        ("á" * 71, 2, ""),
        ("á" * 134, 2, "two of 67"),
        ("á" * 135, 3, ""),
        ("€" * 80, 1, "two septets each"),
        ("€" * 81, 2, ""),
        ("a" * 152 + "€" * 77, 3, "an escape pair is not split: the first part holds 152"),
        ("🙏" * 35, 1, "two units each"),
        ("🙏" * 36, 2, ""),
        ("🙏" * 67, 3, "a surrogate pair is not split: 33 a part"),
    ],
)
def test_parts_are_counted_as_the_carrier_counts(text: str, count: int, note: str) -> None:
    assert segments(text) == count


@pytest.mark.parametrize(
    ("text", "e164", "channel"),
    [
        ("+19165550123", "+19165550123", "sms"),
        ("(916) 555-0123", "+19165550123", "sms"),
        ("916.555.0123", "+19165550123", "sms"),
        ("whatsapp:+19165550123", "+19165550123", "whatsapp"),
        ("rcs:+19165550123", "+19165550123", "rcs"),
        ("RCS: +1 916 555 0123", "+19165550123", "rcs"),
        ("+525555555555", "+525555555555", "sms"),
    ],
)
def test_a_phone_is_kept_in_one_form(text: str, e164: str, channel: str) -> None:
    phone = read_phone(text)
    assert phone is not None
    assert (phone.e164, phone.channel) == (e164, channel)


@pytest.mark.parametrize(
    "text", ["", "anonymous", "Anonymous", "+266696687", "12345", "262966", "rcs:county_agent", "+1", "x" * 99]
)
def test_who_cannot_be_called_back_is_nobody(text: str) -> None:
    assert read_phone(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("María López", "MARIA LOPEZ"), ("Lopez, Maria", "maria lopez"), ("Shawn O'Keefe Sr.", "shawn okeefe sr"),
     ("Ana  Ruiz-Paz", "ana ruiz paz"), ("José  Núñez", "JOSE NUNEZ")],
)  # fmt: skip
def test_two_spellings_of_one_person_are_found_as_one(one: str, other: str) -> None:
    assert normal_name(PersonName(one)) == normal_name(PersonName(other))


HOME = PostalAddress("1234 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95820")


@pytest.mark.parametrize(
    "other",
    [
        PostalAddress("1234 FRUITRIDGE ROAD", "#5", "Sac", "CA", "95820", "1234"),
        PostalAddress("1234 fruitridge rd.", "apartment 5", "Sacramento", "California", "95820"),
        PostalAddress("1234 Fruitridge Rd", "Unit # 5", None, None, "95820"),
    ],
)
def test_two_spellings_of_one_door_are_found_as_one(other: PostalAddress) -> None:
    assert normal_address(other) == normal_address(HOME)


@pytest.mark.parametrize(
    "other",
    [
        PostalAddress("1234 Fruitridge Rd", "Apt 6", "Sacramento", "CA", "95820"),
        PostalAddress("1234 Fruitridge Rd", None, "Sacramento", "CA", "95820"),
        PostalAddress("1235 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95820"),
        PostalAddress("1234 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95821"),
    ],
)
def test_two_doors_stay_two(other: PostalAddress) -> None:
    assert normal_address(other) != normal_address(HOME)
