"""What a text is for: the command it gives, as one word or as a sentence that says the same."""

from __future__ import annotations

import re

from parsers.clean import fold, word_set
from parsers.edits import edits
from parsers.lexicon import name_grades, ordinary
from parsers.segment import LINE, NAME, NOTHING, OPENER, ZIP, Segmentation
from parsers.values import Keyword

_ALONE = {
    Keyword.STOP: "STOP STOPALL UNSUBSCRIBE END QUIT OPTOUT REMOVE ALTO PARAR PARE PAREN DETENER BAJA "
    "TERMINAR SALIR BASTA",
    Keyword.CANCEL: "CANCEL REVOKE CANCELAR CANCELA CANCELE CANCELEN REVOCAR",
    Keyword.START: "START YES UNSTOP INICIAR EMPEZAR COMENZAR REANUDAR",
    Keyword.HELP: "HELP INFO AYUDA INFORMACION AYUDEME AYUDAME",
    Keyword.STATUS: "STATUS ESTADO ESTATUS STATU ESTATUTO",
    Keyword.ENGLISH: "ENGLISH INGLES",
    Keyword.SPANISH: "SPANISH ESPANOL CASTELLANO",
    Keyword.OPEN: "OPEN ABRIR",
}
_BY_WORD = {word: keyword for keyword, words in _ALONE.items() for word in words.split()}
# Words that may stand around a command without changing it.
_POLITE = word_set(
    "PLEASE PLS PLZ PLEAS THANKS THANK YOU THX TY POR FAVOR PORFAVOR PORFA GRACIAS HI HELLO HEY HOLA OK OKAY NOW THE "
    "MY IT THIS TEXTS ALL EVERYTHING YA TODO LOS MENSAJES MENSAJE MI EL ME UN UNA THAT IN EN SIR MAAM"
)
_WORD = re.compile(r"[A-Z0-9]+(?:'[A-Z]+)?")
_NO_TEXTS = (
    r"\b(?:STOP|QUIT|CEASE) (?:\w+ )?(?:TEXT\w*|MESSAG\w*|MSG\w*|SEND\w*|CONTACT\w*|CALL\w*|"
    r"BOTHER\w*|HARASS\w*|SPAM\w*)",
    r"\b(?:DON'?T|DO NOT|NEVER) (?:\w+ )?(?:TEXT|MESSAGE|CONTACT|CALL|MSG) (?:ME|US|THIS)\b",
    r"\b(?:DON'?T|DO NOT) (?:SEND|WANT) (?:\w+ ){0,3}(?:TEXTS?|MESSAGES?|MSGS?)\b",
    r"\bNO (?:MORE|MAS)(?: (?:TEXTS?|MESSAGES?|MSGS?|MENSAJES?|TEXTOS?|PLEASE|POR FAVOR))?$",
    r"\bNO (?:MORE|MAS) (?:TEXTS?|MESSAGES?|MSGS?|MENSAJES?|TEXTOS?)\b",
    r"\b(?:TAKE|GET|REMOVE|DELETE) (?:ME|MY (?:NUMBER|PHONE)|THIS NUMBER) (?:OFF|FROM|OUT)\b",
    r"\b(?:REMOVE|DELETE) (?:ME|MY NUMBER|THIS NUMBER)$",
    r"\bUNSUBSCRIBE\b", r"\bOPT(?:ING)?[ -]?(?:ME )?OUT\b", r"\bLEAVE ME ALONE\b",
    r"\bNO ME (?:MAND\w+|ENVI\w+|ESCRIB\w+|TEXT\w+|CONTACT\w+|LLAM\w+|MOLEST\w+)",
    r"\b(?:DEJ\w+|PAR\w+) DE (?:MAND\w+|ENVI\w+|ESCRIB\w+|TEXT\w+|MOLEST\w+|CONTACT\w+)",
    r"\bYA NO (?:QUIERO|DESEO|ME|MANDEN|ENVIEN|ESCRIBAN)\b", r"\bNO QUIERO (?:MAS|RECIBIR|MENSAJES)\b",
    r"\bQUITEN?ME\b|\bBORREN?ME\b", r"\bDAR(?:ME)? DE BAJA\b",
)  # fmt: skip
_NO_TEXTS_RE = re.compile("|".join(_NO_TEXTS))
_WANTS_OPEN = re.compile(
    r"\b(?:TO|CAN I|COULD I|LET ME|LETS|PLEASE|GUSTARIA|QUIERO|QUISIERA|NECESITO|DESEO|PUEDO|PARA|FAVOR DE|QUIERE|"
    r"WANNA|NEED) "
    r"(?:RE)?(?:OPEN|START|FILE|BEGIN|ABRIR|INICIAR|EMPEZAR|COMENZAR) "
    r"(?:UP )?(?:A |AN |MY |THE |UN |EL |MI |UNA |NEW |NUEVO |NUEVA )*(?:CHILD )?(?:SUPPORT )?"
    r"(?:CASE|FILE|CASO|EXPEDIENTE|CLAIM|CUENTA|MANUTENCION)\b"
)
_NOT_OPEN = re.compile(
    r"\b(?:DON'?T|DO NOT|NOT|NEVER|NO|NUNCA|WONT|WON'T|DIDN'?T) (?:(?:WANT|NEED|TO|PLEASE|QUIERO|LO|LA|YOU) ){0,3}"
    r"(?:OPEN|ABRIR|ABRAN|ABRA)\b"
)
_OPEN_SHAPES = word_set(
    "OPEN ABRIR ABRI ABRE ABRIRR ABIR ABRR OPEM OPNE OPPEN OEPN OOPEN OPENN OPN OPE OPEN1 0PEN OPENA OPEEN POEN OPAN "
    "OPWN OPRN IPEN PPEN LPEN OLEN ABRIT ARBIR ABRRIR AVRIR HABRIR ABRIIR OPENCASE OPENING"
)


def _lone_command(words: list[str]) -> Keyword:
    telling = [word for word in words if word not in _POLITE]
    if telling == ["YES"] and len(words) > 1:
        return Keyword.OTHER  # Twilio's opt-in word, but only alone
    if len(telling) == 1:
        return _BY_WORD.get(telling[0], Keyword.OTHER)
    if telling and telling[0] in ("STATUS", "ESTADO", "ESTATUS"):
        return Keyword.STATUS
    if words[:2] == ["OPT", "OUT"] or words[:2] in (["NO", "MAS"], ["NO", "MORE"]):
        return Keyword.STOP
    return Keyword.OTHER


def _misspells_open(word: str) -> bool:
    """One slip away from OPEN or ABRIR, and neither a name nor an ordinary word itself (OWEN, ABRIL, OVEN)."""
    if word in _OPEN_SHAPES:
        return True
    if len(word) < 3 or name_grades(word) not in ("00", "01") or ordinary(word):
        return False
    return (len(word) >= 4 and edits(word, "OPEN", 1) <= 1) or edits(word, "ABRIR", 1) <= 1


_ABOUT_HOURS = re.compile(
    r"\b(?:ARE|IS|IF|WHEN|TIME|HOURS|STILL|YALL|OFFICE) (?:\w+ ){0,3}OPEN\b|\bOPEN (?:TODAY|NOW|TOMORROW|ON|UNTIL|TILL|AT|LATE|HOURS|"
    r"SATURDAYS?|SUNDAYS?|MONDAYS?|FRIDAYS?|WEEKENDS?|YET|RIGHT NOW|LATER)\b|\b(?:DO|DOES|WILL) (?:\w+ ){1,2}OPEN\b|"
    r"\bA QUE HORA\b|\bCUANDO ABREN\b|\bOPEN(?:ED)? (?:A |MY |THE )?(?:LETTER|MAIL|ENVELOPE|PACKAGE|LINK|FILE ATTACHMENT|DOOR|EMAIL)\b"
)
_OPENING = word_set("OPENING OPENED ABRIENDO ABRA ABRAN ABRO")


_CASE_NEAR = frozenset({"CASE", "CASO", "FILE", "EXPEDIENTE"})


def _stretches(seg: Segmentation) -> str:
    """The words with a bar where a comma, full stop or line break parts them: sentences do not run across those."""
    return " ".join(f"| {token.word}" if token.gap in "ncpkd" else token.word for token in seg.tokens)


def _commands(seg: Segmentation, given: bool) -> bool:
    """Whether some word commands: OPEN in a place of its own, or a slip of it that the segmenter takes for one."""
    for i, token in enumerate(seg.tokens):
        label = seg.labels[i]
        if token.word in ("OPEN", "ABRIR") and label in (OPENER, NOTHING):
            return True
        if (i == 0 or label == OPENER) and _misspells_open(token.word):
            return True
        if given and token.word in _OPENING and _CASE_NEAR & {t.word for t in seg.tokens[max(0, i - 3) : i + 4]}:
            return True
    return bool(seg.tokens) and seg.tokens[0].word in ("OPEN", "ABRIR")


def opens(seg: Segmentation) -> bool:
    """Whether the text asks to open a case: OPEN or ABRIR as a command, misspelt, or a sentence that says so."""
    flat = _stretches(seg)
    if _NOT_OPEN.search(flat):
        return False
    if _WANTS_OPEN.search(flat):
        return True
    given = LINE in seg.labels and (ZIP in seg.labels or NAME in seg.labels)
    return _commands(seg, given) and (given or not _ABOUT_HOURS.search(flat))


def read_keyword(text: str) -> Keyword:
    """The command of a cleaned text that does not ask to open a case."""
    words = _WORD.findall(fold(text).replace("\n", " "))
    if not words:
        return Keyword.OTHER
    if _NO_TEXTS_RE.search(" ".join(words)):
        return Keyword.STOP
    return _lone_command(words)
