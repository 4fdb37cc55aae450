"""What a text is for: the command it gives, as one word or as a sentence that says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.clean import fold, word_set
from parsers.edits import edits
from parsers.lexicon import name_grades, ordinary
from parsers.segment import LINE, NAME, NOTHING, OPENER, ZIP, Segmentation
from parsers.values import Keyword

# Twilio's words, the FCC's, and the Spanish for them.
_WORDS = {
    Keyword.STOP: (
        "STOP STOPALL UNSUBSCRIBE UNSUSCRIBE END QUIT OPTOUT ALTO PARAR PARE PAREN DETENER DETENGAN BAJA TERMINAR "
        "SALIR BASTA"
    ),
    Keyword.CANCEL: "CANCEL REVOKE CANCELAR CANCELA CANCELE CANCELEN REVOCAR",
    Keyword.START: "START UNSTOP YES INICIAR EMPEZAR COMENZAR REANUDAR",
    Keyword.HELP: "HELP INFO INFORMATION AYUDA INFORMACION AYUDEME AYUDAME AYUDENME",
    Keyword.STATUS: "STATUS ESTADO ESTATUS",
    Keyword.ENGLISH: "ENGLISH INGLES",
    Keyword.SPANISH: "SPANISH ESPANOL CASTELLANO",
}
_BY_WORD = {word: keyword for keyword, words in _WORDS.items() for word in words.split()}
_SLIPS = [word for word in _BY_WORD if len(word) >= 4]
_NO_SLIPS = word_set("HELO HELLOW STEP SHOP STAR STOPS")  # one letter away from a command, and meant otherwise
# "Stop. I already have a lawyer", "stop im not interested"; not "stop by the office?".
_STOPS_FIRST = re.compile(
    r"\W*(?:STOP|UNSUBSCRIBE|ALTO|BASTA)(?:\W{0,3}[.!\n]\W*\w| (?:I|IM|I'M|IVE|I'VE|WE|WHERE|WHATS|WHAT'S|WRONG|NOT|NO|"
    r"DONT|DON'T|THIS)\b)"
)
# Words that may stand around a command without changing it.
_POLITE = word_set(
    "PLEASE PLS PLZ PLEAS THANKS THANK YOU THX TY POR FAVOR PORFAVOR PORFA GRACIAS HI HELLO HEY HOLA OK OKAY NOW "
    "THE MY IT "
    "THIS TEXTS ALL EVERYTHING YA TODO LOS MENSAJES MENSAJE MI EL LA ME UN UNA THAT IN EN SIR MAAM MORE FORMS "
    "FORMAS I NEED WANT "
    "QUIERO NECESITO ONLY SOLO"
)
_WORD = re.compile(r"[A-Z0-9]+(?:'[A-Z]+)?")
_TEXTS = r"(?:TEXTS?|MESSAGES?|MSGS?|MENSAJES?|TEXTOS?)"
# "Do not send", said to us; "no me mandaron" and "no me manda dinero" are told of others.
_CEASE = r"(?:(?:MAND|ENVI|TEXTE|CONTACT|LLAM|MOLEST)E[NS]?|ESCRIBA[NS]?)\b"
_NO_TEXTS = re.compile(
    r"\b(?<!HIM )(?<!HER )(?<!THEM )(?:STOP|QUIT|CEASE|STOPPED?) (?:\w+ )?(?:TEXT\w*|MESSAG\w*|MSG\w*|SEND\w*|"
    r"CONTACT\w*|CALLING|BOTHER\w*|HARASS\w*|SPAM\w*)|"
    r"\b(?:DON'?T|DO NOT|NEVER) (?:\w+ )?(?:TEXT|MESSAGE|CONTACT|CALL|MSG|BOTHER) (?:ME|US|THIS|MY)\b|"
    rf"\b(?:DON'?T|DO NOT) (?:SEND|WANT) (?:\w+ ){{0,3}}{_TEXTS}\b|"
    rf"\bNO (?:MORE|MAS)(?: {_TEXTS}| PLEASE| POR FAVOR)?$|\bNO (?:MORE|MAS) {_TEXTS}\b|"
    r"\b(?:TAKE|GET|REMOVE|DELETE) (?:ME|MY (?:NUMBER|PHONE)|THIS NUMBER)(?: (?:OFF|FROM|OUT)\b|$)|"
    r"\bUNSU[BS]S?CRIBE\b|\bOPT(?:ING|ED)?[ -]?(?:ME )?OUT\b|"
    r"\b(?<!WONT )(?<!WON'T )(?<!DOESNT )(?<!DOESN'T )(?<!NOT )LEAVE ME ALONE\b|"
    r"\bWRONG NUMBER STOP\b|\bI (?:SAID|SAY) STOP\b|\b(?:ELIMINE|BORRE|QUITE)N? MI NUMERO\b|"
    rf"\bNO ME {_CEASE}|\bYA NO (?:ME )?{_CEASE}|\bYA NO (?:QUIERO|DESEO)(?= (?:MAS|RECIBIR|QUE|NADA|{_TEXTS})\b|$)|"
    r"\b(?:DEJ[AE]|PAR[AE])N? DE (?:MAND|ENVI|ESCRIB|TEXT|MOLEST|CONTACT|LLAM)\w+|"
    r"\bNO QUIERO (?:MAS|RECIBIR|MENSAJES)\b|\bQUIERO PARAR (?:LOS |ESTOS |SUS )?(?:MENSAJES|TEXTOS)\b|"
    r"\bQUITEN?ME\b|\bBORREN?ME\b|\bDAR(?:ME)? DE BAJA\b"
)
_WANTS_OPEN = re.compile(
    r"\b(?:TO|CAN I|COULD I|CAN YOU|DO I|LET ME|LETS|PLEASE|GUSTARIA|QUIERO|QUISIERA|NECESITO|DESEO|PUEDO|PARA|"
    r"FAVOR DE|QUIERE|WANNA|NEED|COULD YOU) (?:RE)?(?:OPEN|START|FILE|BEGIN|ABRIR|INICIAR|EMPEZAR|COMENZAR) (?:UP )?"
    r"(?:(?:A|AN|MY|THE|UN|EL|MI|UNA|NEW|NUEVO|NUEVA|CHILD|SUPPORT) ){0,5}"
    r"(?:CASE|FILE|CASO|EXPEDIENTE|CLAIM|CUENTA|MANUTENCION|SUPPORT)\b"
    r"|\b(?:TO|CAN I|DO I|WANNA|NEED) (?:FILE|APPLY|ENROLL|SIGN UP) (?:FOR )?(?:CHILD )?SUPPORT\b"
    r"|\bGET (?:A |MY )?(?:NEW )?CASE OPENED\b"
    r"|\b(?:TO|WANNA|NEED|LETS) GET (?:A |MY |THE )?(?:NEW )?(?:CHILD )?(?:SUPPORT )?"
    r"CASE (?:OPEN|STARTED|GOING|ROLLING)\b"
    r"|\b(?:ME (?:ABREN|ABRAN|ABRA|ABRIERAN)|ABRANME|ABRAME|ABREME|ABRIRME) (?:(?:UN|EL|MI) )?"
    r"(?:CASO|KASO|EXPEDIENTE)\b"
    r"|\bOPENING (?:(?:A|MY|THE|UP|NEW|CHILD|SUPPORT) ){1,4}(?:CASE|FILE|ACCOUNT)\b"
)
_NOT_OPEN = re.compile(
    r"\b(?<!SPANISH \| )(?<!ESPANOL \| )(?:DON'?T|DOESN'?T|DO NOT|NOT|NEVER|NO|NUNCA|WON'?T|DIDN'?T|CAN'?T|CANNOT) "
    r"(?:(?:LONGER|WANT|NEED|TO|PLEASE|QUIERO|QUE|ME|LO|LA|YOU|ASK|ASKED) ){0,3}"
    r"(?:OPEN|ABRIR|ABRAN|ABRA|ABREN|ABRE|ABRIRME|ABRANME|ABRAME)\b"
)
# Without one of these words the two patterns find nothing, and most texts are without.
_NEGATORS = word_set("DONT DOESNT DO NOT NEVER NO NUNCA WONT DIDNT CANT CANNOT")
_OPENED = word_set("CASE CASO KASO FILE EXPEDIENTE CLAIM CUENTA MANUTENCION SUPPORT ACCOUNT OPENED")
_ABOUT_HOURS = re.compile(
    r"\b(?:ARE|IS|IF|WHEN|TIME|HOURS|STILL|YALL|OFFICE) (?:\w+ ){0,3}OPEN\b|\b(?:DO|DOES|WILL) (?:\w+ ){1,2}OPEN\b|"
    r"\bOPEN (?:TODAY|NOW|TOMORROW|ON|UNTIL|TILL|AT|LATE|HOURS|SATURDAYS?|SUNDAYS?|MONDAYS?|FRIDAYS?|"
    r"WEEKENDS?|YET|LATER)\b|"
    r"\bOPEN (?:HOUSE|ENROLLMENT|MIC)\b|"
    r"\bBEEN OPEN\b|\bA QUE HORA\b|\bCUANDO ABREN\b|"
    r"\bOPEN(?:ED)? (?:A |MY |THE |UP )*(?:LETTER|MAIL|ENVELOPE|PACKAGE|LINK|DOOR|EMAIL)\b"
)
_TOLD_OPEN = re.compile(r"\b(?:TEXTED|TXTED|SENT|TYPED|WROTE) (?:\w+ ){0,2}OPEN\b")
# Of doors, and nobody named: "the gate is stuck open at 2310 Fulton Ave".
_ABOUT_DOORS = re.compile(
    r"\b(?:GATE|DOOR|GARAGE|WINDOW|TRUNK|FRIDGE|PUERTA|PORTON) (?:\w+ ){0,3}(?:OPEN|ABRIR)\b|"
    r"\b(?:STUCK|WIDE|CRACKED|(?:LEFT|LEAVE|KEEP) (?:THE|IT|YOUR|MY|A) (?:\w+ ){0,2}) ?OPEN\b|"
    r"\b(?:OPEN|ABRIR) (?:THE|MY|YOUR|A|LA|EL|MI) (?:\w+ )?(?:GATE|DOOR|GARAGE|WINDOW|PUERTA|PORTON)\b"
)
# "Where is it?" without the word STATUS, in a text that says little else.
_ASKS_STATUS = re.compile(
    r"\bWHERE(?:'?S| IS| ARE) (?:IT|THEY|MY (?:CASE|PACKAGE|PACKET|FORMS|PAPERS|PAPERWORK|MAIL|LETTER))\b|"
    r"\bWHEN (?:WILL|IS|ARE|DOES|WOULD|SHOULD|CAN) (?:IT|THEY|I|MY \w+) "
    r"(?:COME|COMING|ARRIVE|GET|RECEIVE|EXPECT|BE MAILED)\b|"
    r"\b(?:DID|HAVE|HAS) (?:YOU|YALL|U|THEY|IT) (?:ALREADY )?(?:MAIL|MAILED|SEND|SENT|BEEN MAILED|BEEN SENT)\b|"
    r"\bDID (?:MY|THE) (?:\w+ )?(?:PACKAGE|PACKET|FORMS|PAPERS|PAPERWORK|MAIL|LETTER) (?:GET|GO|COME|EVER)\b|"
    r"\bDID (?:YOU|YALL|U) (?:GUYS )?(?:EVER )?(?:GET|RECEIVE) (?:MY|THE|THEM|IT)\b|"
    r"\bWHATS (?:GOING ON|UP|HAPPENING) WITH MY (?:CASE|PACKET|PACKAGE|FORMS)\b|"
    r"\bYA LES LLEGO (?:MI|EL|LA)\b|\bIS MY CASE (?:STILL )?(?:OPEN|CLOSED)\b|"
    r"\b(?:COMO|EN QUE) VA (?:MI|EL|LA) (?:CASO|TRAMITE|SOLICITUD|PAQUETE)\b|"
    r"\bNO ME (?:A |HA )?(?:LLEGA|LLEGO|LLEGADO) (?:NADA|EL PAQUETE|LOS? PAPEL\w*|LAS? FORM\w*)\b|"
    r"\bHOW LONG (?:(?:DOES|WILL) (?:IT|THIS|THEY)|UNTIL|TILL|BEFORE)\b|"
    r"\bCUANTO (?:TIEMPO )?(?:SE )?(?:TARDAN?|DEMORAN?)\b|"
    r"\bCUANDO (?:ME )?(?:LLEGA|LLEGAN|LLEGARA|VA A LLEGAR|VAN A LLEGAR)\b|"
    r"\bYA (?:LO|LOS|ME LO|ME LOS) (?:MANDARON|ENVIARON)\b|"
    r"\bDONDE (?:ESTA|ESTAN|VIENE) (?:MIS?|EL|LAS|LOS) "
    r"(?:PAQUETE|FORM\w+|CARTA|PAPEL\w*|SOBRE|DOCUMENTO\w*|SOLICITUD)\b"
)
_SHAPES = word_set(
    "OPEM OPNE OPPEN OEPN OOPEN OPENN OPN OPE OPENA OPEEN POEN OPAN OPWN OPRN IPEN PPEN LPEN OLEN OPENCASE OPENING "
    "OPNING "
    "OPPENING OPENNING OPENIN ABRI ABRE ABRIRR ABIR ABRR ABRIT ARBIR ABRRIR AVRIR HABRIR ABRIIR"
)
_OPENING = word_set("OPENING OPENED ABRIENDO ABRA ABRAN ABRO")
_CASE = word_set("CASE CASO FILE EXPEDIENTE")


def misspells_open(word: str) -> bool:
    """One slip away from OPEN or ABRIR, and neither a name nor an ordinary word itself (OWEN, ABRIL, OVEN)."""
    if word in _SHAPES:
        return True
    if len(word) < 3 or name_grades(word) not in ("00", "01") or ordinary(word):
        return False
    return (len(word) >= 4 and edits(word, "OPEN", 1) <= 1) or edits(word, "ABRIR", 1) <= 1


def _stretches(seg: Segmentation) -> str:
    """The words with a bar where a comma, full stop or line break parts them: sentences do not run across those."""
    parted = [f"| {word}" if gap in "ncpkdbw" else word for word, gap in zip(seg.words, seg.gaps, strict=True)]
    return " ".join(parted)


def _commands(seg: Segmentation, given: bool) -> bool:
    """Whether some word commands: OPEN in a place of its own, or a slip of it that the segmenter takes for one."""
    for i, (word, label) in enumerate(zip(seg.words, seg.labels, strict=True)):
        if word in ("OPEN", "ABRIR") and label in (OPENER, NOTHING):
            return True
        if (i == 0 or label == OPENER or (given and label == NOTHING)) and misspells_open(word):
            return True
        if given and word in _OPENING and _CASE & set(seg.words[max(0, i - 3) : i + 4]):
            return True
    return bool(seg.tokens) and seg.words[0] in ("OPEN", "ABRIR")


def opens(seg: Segmentation) -> bool:
    """Whether the text asks to open a case: OPEN or ABRIR as a command, misspelt, or a sentence that says so."""
    if not _NEGATORS.isdisjoint(seg.words) and _is_refused(seg):
        return False
    if not _OPENED.isdisjoint(seg.words) and _WANTS_OPEN.search(_stretches(seg)):
        return True
    given = LINE in seg.labels or NAME in seg.labels
    addressed = LINE in seg.labels and (ZIP in seg.labels or NAME in seg.labels)
    if not _commands(seg, given):
        return False
    flat = _stretches(seg)
    if addressed:
        led = NAME in seg.labels or seg.words[0] in ("OPEN", "ABRIR")
        return led or not _ABOUT_DOORS.search(flat)
    told = all(len(run) < 2 for run in seg.runs(NAME)) and _TOLD_OPEN.search(flat)
    return not told and not _ABOUT_DOORS.search(flat) and not _ABOUT_HOURS.search(flat)


def _is_refused(seg: Segmentation) -> bool:
    """Whether "don't open" is all that is said of it: not in "my gate dont open lol. OPEN, Ana Ruiz, 12 Elm St"."""
    flat = _stretches(seg)
    refused = [match.end() for match in _NOT_OPEN.finditer(flat)]
    given = LINE in seg.labels and NAME in seg.labels
    return bool(refused) and not (given and _BEGINS_OPEN.search(flat, refused[-1]))


_BEGINS_OPEN = re.compile(r"\| (?:OPEN|ABRIR)\b")


def _meant(word: str) -> Keyword | None:
    """The command that the word is, or is one slip away from."""
    if word in _BY_WORD:
        return _BY_WORD[word]
    if len(word) < 4 or word in _NO_SLIPS or ordinary(word)[:1] in ("A", "B", "E") or name_grades(word)[0] > "1":
        return None
    return next((_BY_WORD[known] for known in _SLIPS if edits(word, known, 1) <= 1), None)


def _lone_command(words: Sequence[str]) -> Keyword:
    telling = [word for word in words if word not in _POLITE]
    if telling == ["YES"] and len(words) > 1:
        return Keyword.OTHER  # Twilio's opt-in word, but only alone
    if len(telling) == 1:
        return _meant(telling[0]) or Keyword.OTHER
    if words[:2] in (["NO", "MAS"], ["NO", "MORE"]):
        return Keyword.STOP
    return Keyword.OTHER


_HELPS = word_set("HELP AYUDA AYUDENME AYUDEME")


def _sentence_command(words: Sequence[str]) -> Keyword:
    """CANCEL or STATUS inside a short sentence: "cancel my request", "what is my status"."""
    meant = [_meant(word) for word in words[:12]]
    refused = {"DONT", "DON'T", "NOT", "NO", "NEVER"} & set(words)
    if Keyword.CANCEL in meant and len(words) <= 9 and not refused:
        return Keyword.CANCEL
    if words[0] in ("STATUS", "ESTATUS"):
        return Keyword.STATUS  # whatever story follows
    if Keyword.STATUS in meant[:6] and len(words) <= 14 and "CALIFORNIA" not in words:
        return Keyword.STATUS
    if _ASKS_STATUS.search(" ".join(words[:24])):
        return Keyword.STATUS
    if words[0] in _HELPS and words[-1] in ("STOP", "ALTO"):
        return Keyword.STOP
    if words[0] in _HELPS and len(words) <= 14:
        return Keyword.HELP  # "help i dont know what to write"
    return Keyword.OTHER


def read_keyword(text: str) -> Keyword:
    """The command of a cleaned text that does not ask to open a case."""
    words = _WORD.findall(fold(text).replace("\n", " "))
    if not words:
        return Keyword.OTHER
    if _NO_TEXTS.search(" ".join(words)) or _STOPS_FIRST.match(fold(text)):
        return Keyword.STOP
    lone = _lone_command(words)
    return lone if lone is not Keyword.OTHER else _sentence_command(words)
