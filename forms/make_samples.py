"""Set the sample forms anew: `python forms/make_samples.py`. The same bytes each time: git sees only real changes."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
FONTS = HERE.parent / "queue" / "fulfillment" / "letter" / "fonts"
FORMS = {"10-application-sample.pdf": "application", "20-notice-sample.pdf": "notice"} | {
    "30-payment-history-sample.pdf": "payment-history"
}
SET_ON = 1_767_225_600  # 2026-01-01, the date in their metadata


def make_samples(folder: Path) -> list[Path]:
    made = []
    for language in ("en", "es"):
        for name, form in FORMS.items():
            path = folder / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sample(language, form))
            made.append(path)
    return made


def sample(language: str, form: str) -> bytes:
    return typst.compile(
        str(HERE / "samples.typ"),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"language": language, "form": form},
        pdf_standards=["ua-1"],
        timestamp=SET_ON,
    )


if __name__ == "__main__":
    made = make_samples(HERE)
    sys.stdout.write("".join(f"{path.relative_to(HERE)}\n" for path in made))
