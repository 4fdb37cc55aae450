"""What kind of word a word is: given name, surname, suffix, unit, ordinary English or Spanish."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

from parsers.clean import word_set
from parsers.edits import edits
from parsers.misspelt import Misspellings
from parsers.suffixes import DIRECTION, STATE, SUFFIX, UNIT, designator
from parsers.zips import place_of

_DATA = Path(__file__).parent / "data"
PARTICLES = word_set(
    "DE LA DEL LOS LAS EL Y VAN VON DER DEN DA DOS DAS DI DU LE BIN IBN AL ST SAN SANTA ABU TER BEN MAC"
)
NAME_TIES = word_set("DE DEL VAN VON DER")  # of the particles those that only stand within a name
NAME_SUFFIXES = word_set("JR SR II III IV V JUNIOR SENIOR")
NAME_PARTS = PARTICLES | NAME_SUFFIXES
TITLES = word_set("MR MRS MS MISS SRA SRTA SR SENORA SENOR SENORITA DR DRA DONA")
# Suffixes that are hardly ever anything else.
STRONG_SUFFIXES = word_set(
    "ST STREET STR AVE AV AVENUE RD ROAD DR DRIVE LN LANE CT COURT BLVD BLV CIR CIRCLE PL PLACE PKWY PARKWAY TER "
    "TERRACE TRL HWY HIGHWAY WAY WY PLZ SQ ALY XING TPKE LOOP TRAK"
)
LABELS = word_set(
    "NAME NOMBRE NAMES FULL COMPLETO APELLIDO APELLIDOS FIRST LAST ADDRESS ADD ADDR ADRESS DIRECCION DOMICILIO DIR "
    "CALLE STREET CITY CIUDAD STATE ESTADO ZIP ZIPCODE CODE CODIGO POSTAL MAIL MAILING LANGUAGE IDIOMA LENGUAJE FORMS "
    "FORMAS PHONE TELEFONO TEL CELL SSN DOB EMAIL CORREO UNIT APT NUMBER NUMERO ADDY ADR ADRS DIREC DOM DOMI NOM CD "
    "EDO CP SIP ZC RESIDENCE COUNTY ROAD HOME"
)
LANGUAGES = word_set(
    "SPANISH SPANICH SPANSH SPANIS SPANSIH SPAINISH SPENISH SPANIH ESPANOL ESPANIOL ESPANOLES ESPANOLA ESPAOL ESPANO "
    "ESPAGNOL ESPANIL ESP ESPA SPAN SPANISG SPANISHH SPNISH ESPANISH ESPNOL ESPANHOL ESPANIS CASTELLANO ENGLISH "
    "INGLISH ENGLSH ENGISH ENGLIS ENGLISG INGLES ENGLES INGLEZ"
)
# Languages that the forms are not printed in, by their ISO 639 codes.
_BY_CODE = {
    "ru": "RUSSIAN RUSO", "hmn": "HMONG", "vi": "VIETNAMESE VIETNAMITA", "zh": "CHINESE CHINO MANDARIN CANTONESE",
    "pa": "PUNJABI PANYABI", "tl": "TAGALOG FILIPINO", "hi": "HINDI", "fa": "FARSI PERSIAN DARI",
    "ar": "ARABIC ARABE", "uk": "UKRAINIAN UCRANIANO", "ko": "KOREAN COREANO", "hy": "ARMENIAN", "ps": "PASHTO",
    "ja": "JAPANESE", "pt": "PORTUGUESE PORTUGUES", "fr": "FRENCH", "lo": "LAO", "km": "KHMER CAMBODIAN",
    "ium": "MIEN", "to": "TONGAN", "sm": "SAMOAN", "ase": "ASL", "ur": "URDU", "so": "SOMALI",
    "mix": "MIXTECO MIXTEC", "zap": "ZAPOTECO", "nah": "NAHUATL", "am": "AMHARIC", "ti": "TIGRINYA", "sw": "SWAHILI",
    "my": "BURMESE", "th": "THAI", "fj": "FIJIAN", "mh": "MARSHALLESE", "ro": "ROMANIAN", "ne": "NEPALI",
    "ta": "TAMIL",
}  # fmt: skip
TONGUES = {word: code for code, words in _BY_CODE.items() for word in words.split()}
CARE = word_set("C/O CO ATTN ATTENTION CARE CUIDADO ATENCION ATN")


def _rows(name: str) -> dict[str, list[str]]:
    """The words of each mark, in alphabetical order."""
    rows = (row.split(" ") for row in (_DATA / name).read_text(encoding="utf-8").split("\n") if row)
    return {mark: words for mark, *words in rows}


def _marks_of_words(rows: dict[str, list[str]]) -> dict[str, str]:
    table: dict[str, str] = {}
    for mark, words in rows.items():
        table.update(dict.fromkeys(words, mark))
    return table


_RARE = "01"  # surnames that few have: three in four of all names, and searched where they stand


@cache
def _names() -> tuple[dict[str, str], list[str]]:
    """Census names with their two grades, and the rare ones: a table of all takes a fifth of the first text's time."""
    rows = _rows("names.txt")
    rare = rows.pop(_RARE)
    return _marks_of_words(rows), rare


@cache
def _given() -> dict[str, str]:
    """By how many people were called so since; it raises the first grade of the Census."""
    return _marks_of_words(_rows("given.txt"))


def _listed(word: str) -> str | None:
    usual, rare = _names()
    grades = usual.get(word)
    if grades is None:
        i = bisect_left(rare, word)
        grades = _RARE if i < len(rare) and rare[i] == word else None
    mark = _given().get(word, "0")
    if mark > (grades or "0")[0]:
        return mark + (grades or "00")[1]
    return grades


@cache
def _ordinary() -> dict[str, str]:
    """A word may be both English and Spanish: the marks are joined."""
    table: dict[str, str] = {}
    for row in (_DATA / "common_words.txt").read_text(encoding="utf-8").split("\n"):
        mark, _, words = row.partition(" ")
        for word in words.split(" "):
            table[word] = table.get(word, "") + mark
    return table


@lru_cache(maxsize=20_000)
def name_grades(word: str) -> str:
    """How usual the word is as a given name and as a surname, each "0" to "3"."""
    grades = _listed(word)
    if grades is None and "-" in word:
        return max((_listed(part) or "00" for part in word.split("-")), default="00")
    return grades or "00"


def ordinary(word: str) -> str:
    return _ordinary().get(word, "")


def is_common(word: str) -> bool:
    """Among the commonest words of English or Spanish."""
    return ordinary(word)[:1] in ("A", "E")


# Words of this trade that the lists of common words lack.
TRADE = word_set(
    "APPLICANT APPLICANTS SOLICITANTE SUSTENTO MANUTENCION EXPEDIENTE CUSTODIAL NONCUSTODIAL NCP DEPENDENT DEPENDENTS "
    "PATERNITY PATERNIDAD CASEWORKER CALWORKS MEDICAL MEDI CUSTODIA PENSION ALIMENTOS ALIMENTICIA DEMANDA PROGENITOR "
    "PROGENITORA PAPELERIA FORMULARIO FORMULARIOS PAQUETE SOBRE REMITENTE DESTINATARIO RECIPIENT SENDER RESIDENCE "
    "RESIDENCIA RESIDO RESIDENTE VIVIENDO VIVIMOS MANDEN MANDEMELO MANDENMELO ENVIEN ENVIENME ENVIEMELO MANDEME "
    "MANDENME HISPANOHABLANTE IDK PLS PLZ THX TY ASAP PORFA PORFAVOR XFAVOR GRAX DIOS LANG FATHERS MOTHERS CHILDS "
    "KIDS NAMES BABY DADDY EX GRANDSON GRANDDAUGHTER GRANDMOTHER GRANDMA STEPSON FIANCE GIRLFRIEND BOYFRIEND EXMARIDO "
    "EXESPOSO EXESPOSA NIETO NIETA ABUELA ABUELITA NINOS NENE NENA SOC SEC PAR DOB SSN LOL LMAO HAHA JAJA JEJE OMG "
    "YEA YEP YUP NAH JK WYA IDC FA APDO COMP ALIMENT FWD OBLIGEE AKA TBH NGL RN FR SMH BTW NVM HMU LMK TYSM TYVM TKS "
    "THNX THNKS THANX TNX THNK PLIS PLEEZ PLSS SRY TXT TXTING TEXTING TEXTED YALL AINT DONT THATS TRYNA FINNA GONNA "
    "WANNA GOTTA IMMA IMA CUZ COZ BC BCUZ BRUH BRO THO UR DIS DAT DEM JUS TIL NOMAS PORFIS XFA PLISS OSEA PQ XQ TQM "
    "AHORITA DIRIGIDO ENROLL ENROLLMENT ENROLLED WEBSITE CALFRESH FLYER WIC DCSS PEDIATRICIAN LAUNDROMAT THRU YRS YR "
    "WKS MOS HRS BILINGUAL BILINGUE APERTURA TRAMITE SOLICITO SOLICITA SOLICITUD ANTEMANO BENDICIONES ATTE REMITE "
    "TITULAR MEXICANA MEXICANO SALVADORENA SALVADORENO HONDURENA HONDURENO GUATEMALTECA GUATEMALTECO PERUANA PERUANO "
    "RENTO RENTANDO RADICO RADICANDO UBICADO UBICADA CORRESPONDENCIA COMADRE COMPADRE ABOGADO ABOGADA VECINA VECINO "
    "SUEGRA SUEGRO"
)
RELATIONS = word_set(
    "SON SONS DAUGHTER DAUGHTERS CHILD CHILDS CHILDREN KID KIDS BABY BABYS FATHER FATHERS DAD DADS DADDY MOTHER "
    "MOTHERS MOM MOMS EX HUSBAND WIFE SPOUSE PARTNER BOYFRIEND GIRLFRIEND GRANDSON GRANDDAUGHTER NCP DEPENDENT "
    "DEPENDENTS BOY GIRL HIJO HIJA HIJOS HIJAS NINO NINA NINOS NINAS PAPA PADRE MAMA MADRE ESPOSO ESPOSA MARIDO NOVIO "
    "PAREJA NIETO NIETA BEBE HE SHE HIS HER PROGENITOR AGAINST DEFENDANT RESPONDENT NONCUSTODIAL OTHER OBLIGOR THEIR "
    "STEPSON STEPDAUGHTER BROTHER SISTER COUSIN FRIEND AMIGA AMIGO EXMARIDO PAYING ABSENT VS VERSUS CUSTODY TWINS "
    "TODDLER INFANT NEWBORN GIRLS BOYS NON EXESPOSO GRANDKIDS GRANDCHILD GRANDCHILDREN GRANDBABY HERMANA HERMANO "
    "CONTRA LAWYER ATTORNEY CASEWORKER WORKER JUDGE LANDLORD ROOMMATE NEIGHBOR AUNT AUNTIE UNCLE BOSS WITNESS HUBBY "
    "BD BM STEPDAD STEPMOM GRANDBABIES KIDDOS ABOGADO ABOGADA LICENCIADO LICENCIADA TRABAJADORA COMADRE COMPADRE "
    "SUEGRA SUEGRO VECINA VECINO TIA TIO PRIMA PRIMO CUNADA CUNADO GEMELOS GEMELAS CUATES MOTHER-IN-LAW FATHER-IN-LAW "
    "SISTER-IN-LAW BROTHER-IN-LAW"
)
# What a number before them counts, and is no house number.
COUNTED = word_set(
    "YEARS YRS MONTHS MOS WEEKS WKS HRS HOURS TIMES KIDS CHILDREN BABIES SONS DAUGHTERS GRANDKIDS PERCENT DOLLARS "
    "BUCKS ANOS ANITOS NINOS NINAS HIJOS HIJAS MESES SEMANAS VECES NIETOS"
)
# Whoever is called Nina is nobody's niña: these tell of a child or an aunt only before another's name.
ALSO_GIVEN = word_set("NINA TIA")
CHILDREN = word_set(
    "SON SONS DAUGHTER DAUGHTERS CHILD CHILDS CHILDREN KID KIDS BABY BABYS BOY GIRL HIJO HIJA HIJOS HIJAS NINO NINA "
    "NINOS NINAS BEBE CUSTODY TWINS TODDLER INFANT NEWBORN GIRLS BOYS GRANDSON GRANDDAUGHTER NIETO NIETA DEPENDENT "
    "DEPENDENTS STEPSON STEPDAUGHTER"
)

# What a word is called by at most that may rather be a slip of an ordinary one.
_HARDLY_NAMES = frozenset(("00", "01", "10", "11"))


@cache
def _misspellings() -> Misspellings:
    table = _ordinary()
    plain = {mark: frozenset(word for word, found in table.items() if mark in found) for mark in "AE"}
    return Misspellings(plain["A"], plain["E"] | LABELS | TRADE, LABELS | LANGUAGES | _OFTEN_MISSPELT)


_OFTEN_MISSPELT = word_set(
    "PLEASE THANKS THANK HOUSE SUPPORT CHILD CHILDREN PACKAGE PACKET PAPERS PAPERWORK LIVING STAYING CALIFORNIA "
    "CURRENTLY RECEIVE SERVICES APPLICATION DAUGHTER FATHER MOTHER HELLO GOOD MORNING AFTERNOON APARTMENT ENVELOPE "
    "LOCATED GRACIAS NECESITO QUIERO MANUTENCION PAQUETE PAPELES BUENAS TARDES FAVOR VIVIENDO"
)
_LANGUAGE_NAMES = ("SPANISH", "ESPANOL", "ENGLISH", "INGLES")


@lru_cache(maxsize=20_000)
def names_language(word: str) -> bool:
    """Whether the word names Spanish or English, with one letter wrong, or two that changed places."""
    if word in LANGUAGES:
        return True
    if len(word) < 5 or word[0] not in "SEI" or name_grades(word) != "00" or ordinary(word):
        return False
    return any(edits(word, known, 1) <= 1 or sorted(word) == sorted(known) for known in _LANGUAGE_NAMES)


_OFTEN_SWAPPED = ("ROAD", "DRIVE", "LANE", "COURT", "PLACE", "STREET", "AVENUE", "CIRCLE")
_OFTEN_SLIPPED = ("STREET", "AVENUE", "BOULEVARD", "DRIVE", "COURT", "CIRCLE", "PARKWAY", "HIGHWAY", "TERRACE")


@lru_cache(maxsize=20_000)
def suffix_of(word: str) -> str | None:
    """The standard form of a street's suffix, the usual ones with one slip where the word is nothing else ("steet")."""
    if word in SUFFIX or len(word) < 4 or name_grades(word) != "00" or ordinary(word):
        return SUFFIX.get(word)
    slip = (known for known in _OFTEN_SLIPPED if word[0] == known[0] and edits(word, known, 1) <= 1)
    swapped = (known for known in _OFTEN_SWAPPED if word[0] == known[0] and sorted(word) == sorted(known))
    return SUFFIX.get(next(slip, "") or next(swapped, ""))


ORDINAL = re.compile(r"\d{1,3}(?:ST|ND|RD|TH|ER|RO|DO|TO|TA|RA)")
_MEMBERS = (
    ("j", NAME_SUFFIXES), ("p", PARTICLES), ("T", TITLES), ("l", LANGUAGES), ("b", LABELS), ("d", frozenset(DIRECTION)),
    ("t", frozenset(STATE)), ("u", frozenset(UNIT)), ("X", STRONG_SUFFIXES), ("x", frozenset(SUFFIX)), ("o", CARE),
    ("k", frozenset({"OPEN", "ABRIR"})), ("w", TRADE), ("r", RELATIONS),
)  # fmt: skip


def _marks() -> dict[str, str]:
    """Each word of those tables with the marks of all that it stands in; a strong suffix is no weak one besides."""
    found: dict[str, str] = {}
    for mark, members in _MEMBERS:
        for word in members:
            skipped = (mark == "x" and word in STRONG_SUFFIXES) or (mark == "r" and word in ALSO_GIVEN)
            found[word] = found.get(word, "") + ("" if skipped else mark)
    return found


_MARKS = _marks()


def _number_kind(word: str) -> str:
    if word.isdigit():
        if len(word) == 5:
            return "Z5" if place_of(word) else "D5"
        return "Z9" if len(word) == 9 and place_of(word[:5]) else f"D{min(len(word), 7)}"
    if ORDINAL.fullmatch(word):
        return "ORD"
    if len(word) == 10 and word[5] == "-" and word[:5].isdigit() and word[6:].isdigit():
        return "Z9"
    if "/" in word:
        return "FR"
    return "NA" if word[0].isdigit() else "AN"


@lru_cache(maxsize=20_000)
def kind(word: str) -> str:
    """A short mark for the word's memberships; words of one mark behave alike for the segmenter."""
    if word in ("#", "§"):
        return word
    if not word.isalpha() and any(c.isdigit() for c in word):
        return _number_kind(word)
    marks = _MARKS.get(word, "")
    if len(word) == 1:
        return "1" + marks
    grades, plain = name_grades(word), ordinary(word)
    if not marks and not plain:
        marks = "l" if names_language(word) else "u" if designator(word) else "X" if suffix_of(word) else ""
    if not plain and not marks and grades in _HARDLY_NAMES and word in _misspellings():
        plain = "~"
    return f"{grades}{plain}{marks}" + ("h" if "-" in word else "" if word.isalpha() else "q")
