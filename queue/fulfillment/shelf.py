"""The county's forms as the workers use them: read once per language, again only while something is wrong."""

from __future__ import annotations

from pathlib import Path

from fulfillment.forms import FormsError, FormSet, read_forms
from parsers import Language
from store.outbox import TryLater


class FormShelf:
    """`samples_allowed` is for development alone: production prints no package with a sample in it."""

    def __init__(self, folder: Path, required: tuple[str, ...], *, samples_allowed: bool) -> None:
        self._folder = folder
        self._required = required
        self._samples_allowed = samples_allowed
        self._read: dict[Language, FormSet] = {}

    def forms(self, language: Language) -> FormSet:
        """TryLater with the first fault's code: somebody will put the right file there, and the work goes on."""
        if language not in self._read:
            try:
                form_set = self.check(language)
            except FormsError as error:
                raise TryLater(f"forms_{error.faults[0].problem}") from None
            self._read[language] = form_set
        return self._read[language]

    def check(self, language: Language) -> FormSet:
        """The forms as they lie there now, or FormsError with all that is wrong."""
        form_set = read_forms(self._folder, language, self._required)
        if not self._samples_allowed:
            form_set.refuse_samples()
        return form_set
