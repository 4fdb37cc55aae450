"""The Intelligent Mail barcode equals the post office's published example."""

from __future__ import annotations

import pytest

from fulfillment import imb

TRACKING = "01234567094987654321"
# USPS-B-3200's examples: the same tracking digits with each length of ZIP.
PUBLISHED = {
    "": "ATTFATTDTTADTAATTDTDTATTDAFDDFADFDFTFFFFFTATFAAAATDFFTDAADFTFDTDT",
    "01234": "DTTAFADDTTFTDTFTFDTDDADADAFADFATDDFTAAAFDTTADFAAATDFDTDFADDDTDFFT",
    "012345678": "ADFTTAFDTTTTFATTADTAAATFTFTATDAAAFDDADATATDTDTTDFDTDATADADTDFFTFA",
    "01234567891": "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA",
}


@pytest.mark.parametrize(("zip_code", "bars"), PUBLISHED.items())
def test_the_bars_are_the_post_offices(zip_code, bars):
    assert imb.encode(TRACKING, zip_code) == bars


@pytest.mark.parametrize(
    ("tracking", "zip_code"),
    [
        pytest.param(TRACKING[:-1], "01234", id="19 digits"),
        pytest.param("05" + TRACKING[2:], "01234", id="a barcode ID's second digit ends at 4"),
        pytest.param(TRACKING, "0123", id="4 digits of a ZIP"),
        pytest.param(TRACKING, "95820-1234", id="a ZIP with its dash"),
        pytest.param("٠" * 20, "", id="other digits"),
    ],
)
def test_digits_that_make_no_barcode_are_refused(tracking, zip_code):
    with pytest.raises(ValueError, match="20 tracking digits"):
        imb.encode(tracking, zip_code)


@pytest.mark.parametrize(
    ("mailer_id", "serial", "digits"),
    [("123456", 42, "00123" + "123456" + "000000042"), ("912345678", 42, "00123" + "912345678" + "000042")],
)
def test_tracking_digits_hold_service_mailer_and_serial(mailer_id, serial, digits):
    assert imb.tracking_digits(mailer_id, "123", serial) == digits
    assert len(imb.encode(digits, "95820")) == 65


@pytest.mark.parametrize(
    ("mailer_id", "serial"), [("923456", 1), ("123456789", 1), ("1234567", 1), ("912345678", 10**6)]
)
def test_a_mailer_id_or_serial_of_the_wrong_length_is_refused(mailer_id, serial):
    with pytest.raises(ValueError, match="Mailer ID"):
        imb.tracking_digits(mailer_id, "123", serial)
