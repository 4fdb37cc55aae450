"""Whose door a street is, by the words around it: the sender's, somebody else's, or an old one."""

from __future__ import annotations

import re

from parsers.clean import word_set
from parsers.corrections import SLIPS
from parsers.relations import before
from parsers.segment import ADDRESS, NAME, NOTHING, OPENER, Segmentation

_THEY = word_set("HE SHE HES SHES THEY THEYRE ELLA")
_THEIRS = word_set("HIS HER THEIR SU")
_OTHER_PARENT = word_set(
    "EX EXS FATHER FATHERS DAD DADS DADDY DADDYS PAPA PADRE HUSBAND HUSBANDS ESPOSO MARIDO BD BM NCP MOTHER MOTHERS "
    "MADRE MAMA MOM MOMS"
)
_STAYS = word_set("LIVES LIVE LIVING STAYS STAY STAYING RESIDES VIVE")
_LIVES = _STAYS | word_set("MOVED WORKS MUDO TRABAJA AT")
_PLACE = word_set("ADDRESS ADRESS ADDRES ADDY ADDR ADD HOUSE PLACE HOME APARTMENT CASA DIRECCION DOMICILIO")
_ELSEWHERE = word_set("COURT SCHOOL WORK JOB CORTE ESCUELA TRABAJO VIVIA ANTES")
_KNOWING = word_set("KNOW KNOWS IDK SE SABEMOS")  # "dont know | where he stays"
_OURS = word_set("NOW AHORA ME US WE MINE CONMIGO NOSOTROS NOSOTRAS VIVO VIVIMOS")
_POINTING = _THEY | {"WHERE", "IS", "ES"}
_TELLING = _THEY | _THEIRS | _OTHER_PARENT | _ELSEWHERE | word_set("EL VIVE LIVES STAYS USED MOVED")


def is_not_home(seg: Segmentation, line: range) -> bool:
    """Whether the street may be the other parent's, an old one or a court's, by the words beside it: where a stranger,
    or whom the sender fears, would open the mail."""
    start = line.start
    while start > max(0, line.start - 8) and seg.gaps[start] not in "np" and seg.labels[start - 1] != OPENER:
        start -= 1
    told = [i for i in range(start, line.start) if _tells_of_elsewhere(seg, i, line.start)]
    if told and not _speaks_of_own(seg, start, told[-1], line.start):
        return True
    after = list(seg.words[line.stop : line.stop + 14])
    if _POINTING.isdisjoint(after):
        return False
    return any(_points_back(after[i:]) for i in range(len(after)) if after[max(i - 1, 0)] not in _KNOWING)


def is_told_of(seg: Segmentation, line: range) -> bool:
    """Whether the other parent's name stands right before the street ("the father is Marcus Hill, | 12 Elm St"), or the
    text says of it anywhere that it is left, another's or not to be written to."""
    beside = next((run for run in seg.others() if run.stop == line.start), None)
    if beside is not None and _OTHER_PARENT & set(before(seg, beside)):
        return True
    if _TELLING_WORDS.isdisjoint(seg.words):
        return False
    moved = [i + 3 for i in range(len(seg.words) - 2) if seg.words[i : i + 3] == ("MOVED", "OUT", "TO")]
    if any(i >= line.stop for i in moved):
        return True  # "12 Elm St ... but we moved out to | Lodi"
    words = [word for word, label in zip(seg.words, seg.labels, strict=True) if label in (NOTHING, NAME, OPENER)]
    return _TOLD_OF.search(f" {' '.join(words)} ") is not None


# A question more at the worst, and nobody's door opened by the wrong person.
_PHRASES = (
    r"(?:DONT|NOT|NEVER) (?:\w+ ){0,2}?(?:MAIL|SEND|DELIVER)(?: \w+){0,3}? (?:THERE|HERE|TO|HOUSE|ADDRESS)",
    r"NOT MY (?:\w+ )?(?:ADDRESS|HOUSE|PLACE)",
    r"MY (?:OLD|PREVIOUS|FORMER) (?:ADDRESS|HOUSE|PLACE|APARTMENT|APT) (?:IS|WAS)|(?<!THE )(?<!MY )OLD ADDRESS(?= $)",
    r"(?:I|WE) (?:DONT|DO NOT|NO LONGER) (?:LIVE|STAY)",
    r"(?:I|WE|JUST) MOVED OUT(?! HERE| TO)|(?:YA )?NO VIVO|NOT AT(?! ALL| THE (?:MOMENT|TIME|HEARING|MEETING))",
    r"(?:DIRECCION|CASA) (?:ANTERIOR|VIEJA|PASADA)|NO ES MI (?:DIRECCION|CASA)",
    r"NO (?:ME )?(?:L[OAE]S? )?(?:MANDE|ENVIE)N?(?:L[OA]S?)? (?:NADA )?(?:A|AQUI|AHI|ALLI|ALLA)",
    r"(?:EXS|DADS|FATHERS|DADDYS|HUSBANDS) (?:ADDRESS|ADDY|HOUSE|PLACE|APARTMENT)",
    r"(?:DIRECCION|DOMICILIO|CASA) (?:ES )?(?:DE MI EX|DEL PAPA|DEL PADRE|DE EL|DE MI ESPOSO|DE SU PAPA)",
    r"WHERE (?:THE |MY |HIS |HER |THEIR |OUR )?(?:EX|DAD|FATHER|DADDY|HUSBAND) (?:LIVES|STAYS|IS)",
    r"FIND HIM|DONDE VIVE (?:EL|MI EX|SU)",
)
_TOLD_OF = re.compile(f" (?:{'|'.join(_PHRASES)}) ")
# Each of the phrases has one of these, and most texts have none.
_TELLING_WORDS = word_set(
    "DONT NOT NEVER NO OLD PREVIOUS FORMER MOVED EXS DADS FATHERS DADDYS HUSBANDS WHERE FIND DONDE DIRECCION "
    "DOMICILIO CASA"
)


def is_of_another(seg: Segmentation, run: range) -> bool:
    """ "My ex lives in | unit 7", "he lives in | 95828": a unit or ZIP told of another, apart from the address."""
    if run.start and seg.labels[run.start - 1] in ADDRESS:
        return False
    near = range(max(0, run.start - 5), run.start)
    return any(seg.labels[i] not in ADDRESS and _tells_of_elsewhere(seg, i, run.start) for i in near)


def home_grade(seg: Segmentation, line: range) -> int:
    """Of several streets: -1 for somebody else's or an old one, 1 for one told as new, as theirs or as a correction."""
    start = line.start
    while start > max(0, line.start - 9) and (seg.gaps[start] not in "np" or start == line.start):
        start -= 1
    words = [seg.words[i] for i in range(start, line.start) if seg.labels[i] != NAME]
    named = max((i + 1 for i, word in enumerate(words) if word in ("NAME", "NOMBRE")), default=0)
    words = words[named:]
    led_by_someone = line.start > 0 and seg.someone[line.start - 1] > 0.5
    told = set(words)
    led_by_someone = led_by_someone or (bool(_AT & set(words[-1:]) and told & _OTHERS) and not told & _OURS)
    if led_by_someone or _LEFT & set(words[-3:]) or _POSTED & set(words) or is_not_home(seg, line):
        return -1
    return int(bool(_ANEW & set(words[-6:])) or bool(_MINE_HERE & set(words[-3:])))


_AT = word_set("AT EN IN ON")
_OTHERS = _OTHER_PARENT | _THEY | word_set("HIS HER")
_LEFT = word_set("FROM OLD PREVIOUS FORMER DESDE ANTERIOR VIEJA")
_POSTED = word_set("MAILED SENT MANDARON ENVIARON LLEGO")
_ANEW = word_set("NEW NOW NOWS ITS MINE IM LIVE STAY AHORA NUEVA VIVO") | SLIPS
_MINE_HERE = word_set("ME MY MI")


def _speaks_of_own(seg: Segmentation, start: int, told: int, stop: int) -> bool:
    """ "My son lives | with me at", "I'm staying | at my aunt Rosa's house", "her dad stays in Reno | we are at"."""
    words = list(seg.words[start:stop])
    if _OURS & set(words[told + 1 - start :]):
        return True
    return any(
        word in ("I", "IM", "WE", "ESTOY") and _STAYS & set(words[i + 1 : i + 3])
        for i, word in enumerate(words[: told - start])
    )


def _tells_of_elsewhere(seg: Segmentation, i: int, stop: int) -> bool:
    """ "he | lives at", "his | address", "the dad | moved to", "la casa | del papá", "I used to live", "the court"."""
    word = seg.words[i]
    if word not in _TELLING and seg.someone[i] <= 0.5:
        return False
    follows = list(seg.words[i + 1 : min(i + 4, stop)])
    led_by = seg.words[i - 1] if i else ""
    own = led_by in ("MY", "MI") or (word == "WORK" and led_by not in ("AT", "HIS", "HER"))  # "mail it to my job"
    if (word in _ELSEWHERE and not own and seg.labels[i] != NAME) or [word, *follows[:1]] in (
        ["USED", "TO"],
        ["MOVED", "FROM"],
    ):
        return True
    if word in _THEIRS:
        return seg.labels[i] != NAME and bool(_PLACE & set(follows))
    if word == "EL":
        return bool(_LIVES & set(follows[:1]))
    if word in ("VIVE", "LIVES", "STAYS"):
        return i > 0 and seg.words[i - 1] not in ("I", "YO", "NO") and seg.labels[i - 1] != NAME
    if seg.someone[i] > 0.5 and _STAYS & set(follows[:2]):
        return True
    owned = word.endswith("S") and bool(_PLACE & set(follows[:1]))  # "the dads address", not "same father | address"
    led_by_place = bool(_PLACE & set(seg.words[max(0, i - 3) : i]))
    somebody = word in _THEY or _is_other_parent(seg, i)
    return somebody and (bool(_LIVES & set(follows[:2])) or owned or led_by_place)


def _is_other_parent(seg: Segmentation, i: int) -> bool:
    """ "The dad", "my ex", but not "my dad", with whom the sender may well live."""
    word, before = seg.words[i], seg.words[i - 1] if i else ""
    ours = before in ("MY", "MI", "OUR", "AM", "IM", "SOY", "SINGLE") and not word.startswith(
        ("EX", "HUS", "ESP", "MARI", "B")
    )
    return word in _OTHER_PARENT and not ours


def _points_back(words: list[str]) -> bool:
    """ "... thats where he lives", "... is his address", "... he lives there"."""
    if words[:1] == ["WHERE"]:
        return bool(_THEY & set(words[1:2]))
    if words[:1] in (["IS"], ["ES"]):
        return bool(_THEIRS & set(words[1:2])) and bool(_PLACE & set(words[2:3]))
    return bool(_THEY & set(words[:1])) and bool(_LIVES & set(words[1:2])) and bool({"THERE", "AHI"} & set(words[2:3]))
