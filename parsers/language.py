"""Which language the forms are wanted in, and which one the sentence is written in."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.clean import word_set
from parsers.lexicon import RELATIONS, names_language
from parsers.segment import CITY, LANGUAGE, LINE, NAME, UNIT, Segmentation
from parsers.tokens import Token
from parsers.values import Language

_ENGLISH_NAMES = word_set("ENGLISH INGLISH ENGLSH ENGISH ENGLIS ENGLISG INGLES ENGLES INGLEZ")
_NEGATORS = word_set(
    "NO NOT NON DONT DOESNT CANT CANNOT WONT NEVER WITHOUT SIN NI NUNCA NEITHER AINT ISNT ARENT DIDNT EXCEPT SKIP NADA"
)
_AGAINST = (
    ("STOP", "SENDING"), ("STOP", "MAILING"), ("QUIT", "SENDING"), ("INSTEAD", "OF"), ("RATHER", "THAN"), ("VEZ", "DE"),
    ("LUGAR", "DE"), ("THAN",), ("OVER",), ("BUT", "NOT"),
)  # fmt: skip
_REFUSERS = _NEGATORS | {"T", *(words[0] for words in _AGAINST)}
_AFTER_AGAINST = word_set("NOT NO ISNT BAD POOR LIMITED TERRIBLE MALO POCO")
_NOT_AGAINST = word_set("PROBLEM PROBLEMA LONGER DOUBT RUSH IMPORTA LATER")
_REQUEST = word_set(
    "FORMS FORM FORMAS FORMULARIOS PAPERS PAPERWORK PACKET PACKAGE PACKETS DOCUMENTS DOCUMENTOS PAPELES PAPELERIA "
    "COPIES VERSION COPY EVERYTHING TODO SEND MAIL MANDE MANDEN ENVIE ENVIEN PLEASE PLS PLZ PORFAVOR FAVOR PORFA NEED "
    "WANT QUIERO NECESITO PREFER PREFIERO INFORMATION"
)
_SPEAK = word_set("SPEAK SPEAKS HABLO HABLA SPEAKING SPEAKER")
_PAST = word_set("SENT GAVE CAME GOT MAILED MANDARON ENVIARON DIERON LLEGO LLEGARON")
_EITHER = word_set("OR O EITHER BOTH")

_SPANISH_WORDS = word_set(
    "QUE POR FAVOR PORFAVOR PORFA MI ES EN QUIERO NECESITO NOMBRE DIRECCION DOMICILIO VIVO LLAMO GRACIAS HOLA BUENAS "
    "BUENOS TARDES DIAS NOCHES PARA CON UNA UN LOS LAS MIS HIJO HIJA HIJOS NINOS CASO ABRIR FORMAS PAPELES DOCUMENTOS "
    "MANDE MANDEN ENVIEN SOY TENGO ESTOY PUEDO PUEDE PUEDEN QUISIERA GUSTARIA COMO CUANDO DONDE CUANTO TIENE AYUDA "
    "ESPOSO PAPA MAMA SE MANUTENCION SUSTENTO INFORMACION AYUDEN AYUDAR YA NO MAS TODO USTED USTEDES ESTE ESTA YO "
    "CASA CALLE APARTAMENTO"
)
_ENGLISH_WORDS = word_set(
    "THE MY IS AND I TO PLEASE THANKS THANK YOU FOR IN AT OF LIVE NAME ADDRESS NEED WANT WOULD LIKE HELLO HI GOOD "
    "MORNING AFTERNOON EVENING SEND MAIL ME CASE FORMS AM ARE HAVE CAN HOW WHEN WHERE WHAT IT THIS THAT SON DAUGHTER "
    "KIDS CHILD SUPPORT HELP WITH FROM ON BE DO DONT NOT HE SHE HIS HER WE STOP TEXTING WILL"
)
_BOTH = word_set("NO ME SE ES SON CASE")  # say nothing by themselves


def _tight(tokens: Sequence[Token], start: int, end: int) -> bool:
    """No comma, full stop or line break between these words."""
    return all(token.gap not in "ncpkdb" for token in tokens[start + 1 : end + 1])


def _is_refused(tokens: Sequence[Token], at: int, since: int) -> bool:
    """Whether the language named at `at` is refused by the words around it, from `since` on."""
    if at + 1 < len(tokens) and tokens[at + 1].word in ("WORKS", "WORK") and tokens[at - 1].word not in _NOT_WORKING:
        return False  # "no need to translate, English works"
    if tokens[at].word.startswith(("EN", "IN")) and _is_weak(tokens, at):
        return True
    return any(_refuses(tokens, i, at) for i in range(max(since, at - 5), at)) or _is_refused_after(tokens, at)


_NOT_WORKING = _NEGATORS | {"THINK", "THAT"}


def _is_weak(tokens: Sequence[Token], at: int) -> bool:
    """ "My English is so so", "mi inglés casi nada", "little English": who speaks of theirs so does without."""
    before, after = [t.word for t in tokens[max(0, at - 2) : at]], {t.word for t in tokens[at + 1 : at + 5]}
    if before[-1:] and before[-1] in _SCANT:
        return True
    owned = before[-1:] in (["MY"], ["MI"]) and tokens[at].gap == "s"
    return owned and (not _GOOD & after or bool(_NEGATORS & after))


_SCANT = word_set("LITTLE BROKEN POCO POQUITO POQUITITO")
_GOOD = word_set(
    "GOOD FINE OK OKAY BIEN BUENO BUEN BETTER MEJOR FLUENT PERFECT GREAT PLEASE PACKET FORMS PAPERS PACKAGE"
)


def _refuses(tokens: Sequence[Token], i: int, at: int) -> bool:
    """Whether the word at `i` refuses the language named at `at`, some words on."""
    word = tokens[i].word
    if word not in _REFUSERS or any(t.word in ("SOLO", "ONLY", "SOLAMENTE", "JUST") for t in tokens[i + 1 : at]):
        return False
    if word in _NEGATORS and _tight(tokens, i, at):
        return tokens[i + 1].word not in _NOT_AGAINST and not tokens[i + 1].word.isdigit()  # "apt no 52"
    if word == "T":
        return tokens[i - 1].word in ("DON", "CAN", "DOESN", "WON") and _tight(tokens, i, at)
    said = [tuple(t.word for t in tokens[i : i + len(words)]) == words and i + len(words) <= at for words in _AGAINST]
    return any(said)


def _is_refused_after(tokens: Sequence[Token], at: int) -> bool:
    rest = [t.word for t in tokens[at + 1 : at + 5]]
    if _declines(tokens, at):
        return True
    if not _tight(tokens, at, min(at + 1, len(tokens) - 1)):
        return False
    if _is_somebody_elses(rest):
        return True
    if rest[:2] in (["IS", "FINE"], ["IS", "OK"], ["IS", "GOOD"]) or set(rest[1:2]) & _NOT_AGAINST:
        return False
    if rest[:1] and rest[0] in ("NO", "NOT") and not set(rest[1:3]) & _WELL and not _ends_refusal(tokens, at + 2):
        return False  # "en español | no leo inglés" begins anew
    return any(
        word in _AFTER_AGAINST
        for word in rest[:3]
        if rest[0] in ("IS", "ISNT", "NOT", "NO", "ES", "SKILLS") or word == rest[0]
    )


def _declines(tokens: Sequence[Token], at: int) -> bool:
    """ "He needs Spanish, | I don't", "mi ex quiere español, | yo no": told of somebody else, and not wanted."""
    words = [token.word for token in tokens[at + 1 : at + 5]]
    words = words[int(words[:1] in (["BUT"], ["PERO"], ["Y"], ["AND"])) :]
    said = next((len(own) for own in _NOT_I if tuple(words[: len(own)]) == own), 0)
    end = at + 1 + (len(tokens[at + 1 : at + 5]) - len(words)) + said
    ends = end >= len(tokens) or tokens[end].gap in "ncpkdb" or tokens[end].word[0].isdigit()
    return bool(said) and ends and bool(_SOMEBODY & {token.word for token in tokens[max(0, at - 4) : at]})


_NOT_I = (("I", "DONT"), ("I", "DO", "NOT"), ("YO", "NO"), ("NOT", "ME"), ("NOT", "I"), ("A", "MI", "NO"))
_SOMEBODY = RELATIONS | word_set("ELLA ELLOS THEY")
_WELL = word_set("GOOD WELL SO TOO VERY BIEN BUENO MUY")  # "English not so good"


def _ends_refusal(tokens: Sequence[Token], i: int) -> bool:
    """Whether "Spanish no" stops here: at the end, at a separator, with a please, with "no lo leo"."""
    return i >= len(tokens) or tokens[i].gap in "ncpkdb" or tokens[i].word in _COURTESY


_COURTESY = word_set("LO PLEASE PLS PLZ POR PORFAVOR PORFA FAVOR GRACIAS THANKS THANK THX NEEDED NECESARIO THO")


def _is_somebody_elses(rest: Sequence[str]) -> bool:
    """ "He knows English | but I don't", "ingles | pero yo no", "my English | reading is so so"."""
    if rest[:3] in (["PERO", "YO", "NO"], ["BUT", "I", "DONT"], ["BUT", "I", "CANT"]):
        return rest[3:] == [] or rest[3] in _KNOWING
    weak = {"NOT", "SO", "BAD", "POOR", "LIMITED", "WEAK", "TERRIBLE", "SLOW", "ROUGH", "LOW"}
    return rest[:1] != [] and rest[0] in _SKILLS and bool(weak & set(rest[1:3]))


_KNOWING = word_set("READ SPEAK UNDERSTAND KNOW WRITE LEO HABLO ENTIENDO SE LO ESCRIBO")
_SKILLS = word_set("READING WRITING SKILLS SPELLING")


def _mentions(segmentation: Segmentation) -> list[int]:
    """Where a language is named, streets, cities and people of that name left out."""
    elsewhere = {LINE, NAME, CITY, UNIT}
    return [
        i
        for i, token in enumerate(segmentation.tokens)
        if (
            (segmentation.labels[i] == LANGUAGE and token.word.isalpha())
            or (segmentation.labels[i] not in elsewhere and names_language(token.word))
        )
        and not _is_apology(segmentation.tokens, i)
        and not _is_spoken_by_staff(segmentation.tokens, i)
    ]


def _is_apology(tokens: Sequence[Token], at: int) -> bool:
    before = [token.word for token in tokens[max(0, at - 3) : at]]
    return before[-1:] in (["MY"], ["MI"]) and bool(_APOLOGY & set(before))


def _is_spoken_by_staff(tokens: Sequence[Token], at: int) -> bool:
    """ "A Spanish speaking worker": asks for a person, and nothing of the forms."""
    after = [token.word for token in tokens[at + 1 : at + 3]]
    return after[:1] == ["SPEAKING"] and bool(_STAFF & set(after)) and _tight(tokens, at, at + 1)


_STAFF = word_set("WORKER PERSON STAFF AGENT REP CASEWORKER INTERPRETER TRANSLATOR SOMEBODY SOMEONE")
_APOLOGY = word_set("SORRY PERDON PERDONE DISCULPE EXCUSE")  # "sorry for my English" asks for nothing


def _weight(tokens: Sequence[Token], at: int) -> int:
    near = {t.word for t in tokens[max(0, at - 4) : at + 4]}
    if _PAST & {t.word for t in tokens[max(0, at - 3) : at]}:
        return 0
    return 2 if near & _REQUEST else 0 if near & _SPEAK else 1


_CHOOSING = word_set(
    "I ID ILL IM YO MI ME MINE PREFER PREFIERO QUIERO CHOOSE PICK PLEASE MEJOR GIVE SEND GO BETTER MANDEN MANDENME"
)


def _answers(tokens: Sequence[Token], second: int, third: int) -> bool:
    """ "English or Spanish: | Spanish", "ingles o español? yo | español"; not "... my worker speaks | Spanish"."""
    between = {token.word for token in tokens[second + 1 : third]}
    return third - second < 3 or (third - second < 8 and bool(_CHOOSING & between))


def forms_language(segmentation: Segmentation) -> Language | None:
    tokens = segmentation.tokens
    mentions = _mentions(segmentation)
    if not mentions:
        return None
    wanted: list[tuple[int, int, Language]] = []
    since, refused_spanish = 0, False
    refused_english = False
    for at in mentions:
        english = tokens[at].word in _ENGLISH_NAMES or tokens[at].word.startswith(("ENG", "ING"))
        if _is_refused(tokens, at, since):
            refused_english, refused_spanish = refused_english or english, refused_spanish or not english
        else:
            wanted.append((_weight(tokens, at), at, Language.ENGLISH if english else Language.SPANISH))
        since = at + 1
    if len({language for _, _, language in wanted}) == 2:
        first, second = wanted[0][1], wanted[1][1]
        if any(t.word in _EITHER for t in tokens[max(first - 1, 0) : second]) and second - first < 4:
            return wanted[2][2] if wanted[2:] and _answers(tokens, second, wanted[2][1]) else None
        return max(wanted)[2]
    if wanted:
        return wanted[0][2]
    if refused_spanish:
        return Language.ENGLISH
    return Language.SPANISH if refused_english else None


def written_in(segmentation: Segmentation) -> Language | None:
    """The language of the sentence around names, streets and cities, which tell nothing about it."""
    spanish = english = 0
    for token, label in zip(segmentation.tokens, segmentation.labels, strict=True):
        if label in (NAME, LINE, CITY, UNIT) or token.word in _BOTH:
            continue
        spanish += token.word in _SPANISH_WORDS or token.word in ("ESPANOL", "INGLES")
        english += token.word in _ENGLISH_WORDS or token.word in ("SPANISH", "ENGLISH")
    if spanish == english:
        return None
    return Language.SPANISH if spanish > english else Language.ENGLISH
