"""Every text of ours, both languages side by side, for whoever reads only one of them."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Flask

from bot import catalogue
from bot.by_staff import Pen
from staff.console import blueprint

from .conftest import Browser, _signed_in


def test_every_code_of_every_catalogue_is_there_in_both_languages(viewer, agency) -> None:
    page = viewer.text("/staff/texts")
    shown = set(re.findall(r'<article class="text-pair" id="(\w+)"', page))
    for each in (catalogue.texts(agency), catalogue.texts_by_staff(agency), catalogue.calls(agency)):
        assert set(each.wordings) <= shown
    assert "¿Me da su ZIP? (5 cifras)" in page
    assert "What is your ZIP code? (5 numbers)" in page


def test_it_says_when_a_text_is_sent_and_what_it_costs(clerk) -> None:
    page = clerk.text("/staff/texts")
    entry = page[page.index('id="accept_first"') :].partition("</article>")[0]
    assert "The first reply of a complete OPEN" in entry
    assert "English, 2 segments" in entry
    assert "Spanish, 2 segments" in entry
    assert "budget" not in page


def test_what_the_county_has_not_confirmed_is_marked_as_not_said(app, office, desk, agency) -> None:
    silent = replace(agency, states=agency.states - {"cost"})
    pen = Pen(catalogue.texts(silent), desk.pen.by_staff, agency.calendar)
    other = Flask("console")
    other.register_blueprint(blueprint(replace(desk, pen=pen)))
    page = _signed_in(other, office, "ana").text("/staff/texts")
    assert page.count("the county has not confirmed it") == 1
    assert "the county has not confirmed it" in page[page.index('id="cost"') :].partition("</article>")[0]


def test_the_page_stays_under_100_kilobytes(clerk: Browser) -> None:
    assert len(clerk.get("/staff/texts").data) <= 100 * 1024
