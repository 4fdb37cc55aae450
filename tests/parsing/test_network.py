"""The network behind the segmenter: chances for every word, whatever the text, and the same ones every time."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from parsers import network
from parsers.features import columns, places
from parsers.network import Floats, chances
from parsers.segment import NOTHING, segment
from parsers.tokens import tokenize

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 en español"


def _chances(text: str) -> Floats:
    tokens = tokenize(text)
    return chances([token.word for token in tokens], columns(tokens))


@pytest.mark.parametrize("text", ["OPEN", OPEN, "zzzz qqqq", "12 " * 400, "§ # Ñ"])
def test_every_word_has_a_chance_of_each_label(text: str) -> None:
    found = _chances(text)
    assert found.shape == (len(tokenize(text)), len(network.LABELS))
    assert np.all(found >= 0)
    assert np.allclose(found.sum(1), 1, atol=1e-5)


def test_what_was_read_before_changes_nothing() -> None:
    first = _chances(OPEN)
    _chances("ABRIR Jose Perez 12 Elm St Galt CA 95632")
    assert np.array_equal(_chances(OPEN), first)


def test_threads_do_not_disturb_each_other() -> None:
    alone, found = _chances(OPEN), []
    readers = [threading.Thread(target=lambda: found.append(_chances(OPEN))) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(found) == 8
    assert all(np.array_equal(one, alone) for one in found)


def test_the_far_end_of_a_text_is_heard() -> None:
    """A name's own words and neighbours are the same: only the end of the text tells whose it is."""
    near = "open my address is 12 elm st galt ca 95632 thank you so much for all of your help today"
    with_name, without = _chances(f"{near} this is ana ruiz"), _chances(f"{near} this is my case")
    assert not np.allclose(with_name[0], without[0], atol=0)


@pytest.mark.parametrize(
    "text",
    [
        "OPEN Ana Ruiz 12 Elm St Galt CA 95632 for my son {}",
        "OPEN Ana Ruiz 12 Elm St Galt CA 95632 the father is {}",
        "abrir contra mi ex {} soy Ana Ruiz 12 Elm St Galt 95632",
    ],
)
def test_somebody_else_is_told_from_the_sender_and_is_nothing_to_the_reader(text: str) -> None:
    tokens = tokenize(text.format("Kevin Diaz"))
    found = segment(tokens)
    kevin = next(i for i, token in enumerate(tokens) if token.word == "KEVIN")
    assert found.someone[kevin] > 0.5
    assert found.labels[kevin] == NOTHING


def test_a_text_without_a_word_has_no_places() -> None:
    assert places([]) == []


def test_the_list_of_features_fits_the_weights() -> None:
    """Both files are of one training: a list of another would give every word somebody else's vector."""
    assert len(network._weights()["seen"]) == len(network._rows())
    assert not network._weights()["seen"][0].any()
