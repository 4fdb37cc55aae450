"""Whether a language that a text names is refused: "no Spanish", "not so good at English", "instead of Spanish"."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.clean import word_set
from parsers.lexicon import RELATIONS, names_language
from parsers.tokens import Token

HARD_GAPS = frozenset("ncpkdb")
NEGATORS = word_set(
    "NO NOT NON DONT DOESNT CANT CANNOT WONT NEVER WITHOUT SIN NI NUNCA NEITHER AINT ISNT ARENT DIDNT EXCEPT SKIP NADA "
    "NADIE NOBODY BARELY HARDLY"
)
_AGAINST = (
    ("STOP", "SENDING"), ("STOP", "MAILING"), ("QUIT", "SENDING"), ("INSTEAD", "OF"), ("RATHER", "THAN"), ("VEZ", "DE"),
    ("LUGAR", "DE"), ("THAN",), ("OVER",), ("BUT", "NOT"),
)  # fmt: skip
_HARD = word_set("STRUGGLE STRUGGLING TROUBLE BATALLO DIFICULTA CUESTA LIMITED")
_REFUSERS = NEGATORS | _HARD | {"T", "QUE", *(words[0] for words in _AGAINST)}
_AFTER_AGAINST = word_set("NOT NO ISNT BAD POOR LIMITED TERRIBLE HARD DIFFICULT DIFICIL MALO MALA POCO RUSTY")
_NOT_AGAINST = word_set("PROBLEM PROBLEMA LONGER DOUBT RUSH IMPORTA LATER WAIT")
_FARTHEST = 8  # words between a refusal and the language: "no quiero que me los manden todos en español"


def is_tight(tokens: Sequence[Token], start: int, end: int) -> bool:
    """No comma, full stop or line break between these words."""
    return all(token.gap not in HARD_GAPS for token in tokens[start + 1 : end + 1])


def is_refused(tokens: Sequence[Token], at: int, since: int) -> bool:
    """Whether the language named at `at` is refused by the words around it.

    `since` is the word behind the language named before, 0 where none was.
    """
    if _is_welcome(tokens, at):
        return False
    if _is_weak(tokens, at, since):
        return True
    nearest = range(max(since, at - _FARTHEST), at)
    return any(_refuses(tokens, i, at, since) for i in nearest) or _is_refused_after(tokens, at)


def _is_welcome(tokens: Sequence[Token], at: int) -> bool:
    """ "No need to translate, | English works", "ingles no, | español si"; not "no | English is fine"."""
    after = [token.word for token in tokens[at + 1 : at + 3]]
    if after[:1] in (["SI"], ["YES"]) and is_tight(tokens, at, at + 1) and not any(map(names_language, after[1:])):
        return True
    fine = bool(_FINE & set(after[:1])) or (bool(_IS & set(after[:1])) and bool(_FINE & set(after[1:])))
    return fine and tokens[at - 1].word not in _NOT_WORKING


_FINE = word_set("WORKS WORK FINE")
_IS = word_set("IS ES ESTA")
_NOT_WORKING = NEGATORS | {"THINK", "THAT"}


def _is_weak(tokens: Sequence[Token], at: int, since: int) -> bool:
    """ "My English is so so", "mi español es malo", "little English": who speaks of theirs so does without."""
    before, after = [t.word for t in tokens[max(0, at - 2) : at]], {t.word for t in tokens[at + 1 : at + 6]}
    if before[-1:] == ["DE"] and before[0] in _SCANT:
        return True  # "un poco de | ingles"
    if before[-1:] and before[-1] in _SCANT and tokens[at].gap == "s":
        between = {token.word for token in tokens[since : at - 1]}
        return not (since and between and _IS.issuperset(between))  # "English is little |"
    owned = before[-1:] in (["MY"], ["MI"]) and tokens[at].gap == "s"
    doubted = tokens[at].word.startswith(("EN", "IN")) and not _GOOD & after
    return owned and (doubted or bool((NEGATORS | _AFTER_AGAINST) & after))


_SCANT = word_set("LITTLE BROKEN ZERO POCO POQUITO POQUITITO")
_GOOD = word_set(
    "GOOD FINE OK OKAY BIEN BUENO BUEN BETTER MEJOR FLUENT PERFECT GREAT PLEASE PACKET FORMS PAPERS PACKAGE"
)


def _refuses(tokens: Sequence[Token], i: int, at: int, since: int) -> bool:
    """Whether the word at `i` refuses the language named at `at`, some words on."""
    word = tokens[i].word
    if word not in _REFUSERS or any(t.word in ("SOLO", "ONLY", "SOLAMENTE", "JUST") for t in tokens[i + 1 : at]):
        return False
    if word in _HARD:  # "I struggle with | English", "batallo con el | ingles"; not "no trouble with English"
        return is_tight(tokens, i, at) and at - i < 4 and tokens[i - 1].word not in NEGATORS
    if word == "QUE":  # "mejor en español | que en ingles"
        return 0 < since >= i - 1 and at - i < 3 and bool(_RATHER & {t.word for t in tokens[max(0, i - 6) : i]})
    if word in NEGATORS and is_tight(tokens, i, at):
        if _asks(tokens, i, at):
            return False
        return not (_is_of_another(tokens, i, at, since) or _is_spent(tokens, i, at))
    if word == "T":
        return tokens[i - 1].word in ("DON", "CAN", "DOESN", "WON") and is_tight(tokens, i, at)
    said = [tuple(t.word for t in tokens[i : i + len(words)]) == words and i + len(words) <= at for words in _AGAINST]
    return any(said) and not (word == "BUT" and at - i > 5)  # "but not that good yet lol so | English"


_RATHER = word_set("MEJOR MAS PREFIERO ANTES")


def _asks(tokens: Sequence[Token], i: int, at: int) -> bool:
    """ "No | tienen las formas en español?", "don't | you have", "no | olviden"; not "no | tienen que mandar en"."""
    between = [token.word for token in tokens[i + 1 : at]]
    if between[:1] and between[0] in ("YOU", "U", "YALL", "THERE", "FORGET", "OLVIDE", "OLVIDEN"):
        return True
    asked = next((j for j, word in enumerate(between) if word in _HAVING), None)
    return asked is not None and between[asked + 1 : asked + 2] not in (["QUE"], ["NECESIDAD"], ["PROBLEMA"])


_HAVING = word_set("TIENEN TIENE HAY HABRA PUEDEN PUEDE PODRIAN")


def _is_of_another(tokens: Sequence[Token], i: int, at: int, since: int) -> bool:
    """Whether "not" is said of the language named before ("my English | isnt great Spanish please", "she speaks
    English i | dont Spanish please"), or of what may be ("if | not then English", "if you | dont have Spanish")."""
    if _is_thought_of(tokens, i, since):
        return True
    if not since:
        return False
    between = {token.word for token in tokens[i + 1 : at]}
    if since == i and not _LEADS_IN.issuperset(between) and not between & _BEGINS_ANEW:
        return True
    closed = i + 1 == at or tokens[i + 1].word in TURNS or tokens[i + 1].word in ("EN", "IN")
    return tokens[i - 1].word in ("YO", "I") and closed and i - since < 3


def _is_thought_of(tokens: Sequence[Token], i: int, since: int) -> bool:
    """ "If | not, then English", "if you | dont have Spanish", "si | no hay"; not "if I | dont understand English"."""
    led = [token.word for token in tokens[max(since + 1, i - 2) : i]]
    if led[-1:] in (["IF"], ["SI"]) and is_tight(tokens, i - 1, i):
        return i + 1 >= len(tokens) or tokens[i + 1].word not in _BEGINS_ANEW
    return led[:1] == ["IF"] and led[-1] in ("YOU", "U", "YALL", "THEY", "ITS", "IT")


def _is_spent(tokens: Sequence[Token], i: int, at: int) -> bool:
    """Whether "not" came to its end before: "apt no | 52", "cant read it | lol need", "no se leer | quiero"."""
    between = [token.word for token in tokens[i + 1 : at]]
    if between[:2] == ["MEAN", "I"]:
        return False  # "dont | mean I need it in Spanish"
    if tokens[i + 1].word in _NOT_AGAINST or tokens[i + 1].word.isdigit():
        return True
    if _TROUBLES & set(between) and not (NEGATORS | _BEGINS_ANEW) & set(between):
        return True  # "no tengo problema con | ingles"; not "cant read without problems in | English"
    if _OTHER_CLAUSES & set(between):
        return True  # "I don't know where he lives | Spanish forms"
    if any(word in _OBJECTS and between[j + 1 : j + 2] not in (["IN"], ["EN"]) for j, word in enumerate(between)):
        return bool(_GRASPING & set(between))
    if any(word in TURNS - _REASONS and j and between[j + 1 : j + 2] not in _MUCH for j, word in enumerate(between)):
        return True
    wish = next((j for j, word in enumerate(between) if word in _WISHES), None)
    return wish is not None and not _LINKS.issuperset(between[:wish])


TURNS = word_set("BUT PERO SO BECAUSE CUZ BC PORQUE ASI")
_OTHER_CLAUSES = word_set("IF SI HE SHE THEY WHERE WHO WHEN HOW DONDE CUANDO COMO")
_REASONS = word_set("BECAUSE CUZ BC PORQUE")  # "didn't understand because English" refuses it
_MUCH = (["GOOD"], ["WELL"], ["MUCH"])
_TROUBLES = word_set("TROUBLE PROBLEM PROBLEMS PROBLEMA PROBLEMAS ISSUE ISSUES")
_OBJECTS = word_set("IT THEM NADA ANYTHING")
_GRASPING = word_set("READ UNDERSTAND KNOW LEER LEO LEI ENTIENDO ENTENDI ENTENDER SE SUPE")
_WISHES = word_set(
    "SEND MAIL WANT NEED PREFER GIVE MANDE MANDEN ENVIE ENVIEN QUIERO NECESITO OCUPO PREFIERO PLEASE PLS "
    "PORFAVOR PORFA FAVOR"
)
# What leads from "not" to a wish that it denies: "dont | want you to | send", "no | quiero que me los | manden".
_LINKS = _WISHES | word_set(
    "TO YOU U ME MY LO LA LOS LAS LE LES SE NOS QUE THE REALLY EVEN EVER LIKE ANY MORE HAVE POR"
)


_BEGINS_ANEW = word_set(
    "SPEAK READ UNDERSTAND KNOW WRITE HABLO LEO LEER ENTIENDO ENTENDER SE ESCRIBO MUCH MUCHO LOT VERY"
)
_LEADS_IN = _LINKS | word_set("IN EN EL UN UNA A AN IT THEM FOR PARA WITH CON OF DE")  # "English, not | the Spanish"


def _is_refused_after(tokens: Sequence[Token], at: int) -> bool:
    rest = [t.word for t in tokens[at + 1 : at + 5]]
    if _declines(tokens, at) or _is_not_grasped(tokens, at):
        return True
    if rest[:3] == ["BUT", "THATS", "WRONG"] or (tuple(rest[:3]) in _NOT_THEY and _is_told_of_somebody(tokens, at)):
        return True
    if rest[:1] == ["NO"] and tokens[at + 1].gap in "dk" and rest[1:2] != ["LO"] and _ends_refusal(tokens, at + 2):
        return True  # "Spanish - no"
    if not is_tight(tokens, at, min(at + 1, len(tokens) - 1)):
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


_NOT_THEY = {
    ("BUT", "SHES", "NOT"),
    ("BUT", "HES", "NOT"),
}  # "grandma only talks Spanish | but shes not the one asking"


def _is_told_of_somebody(tokens: Sequence[Token], at: int) -> bool:
    return bool(_SOMEBODY & {token.word for token in tokens[max(0, at - 7) : at]})


def _is_not_grasped(tokens: Sequence[Token], at: int) -> bool:
    """ "Ingles | no le entiendo", "English | I do not understand"; not "español | no leo inglés"."""
    after = tokens[at + 1 : at + 7]
    words = [token.word for token in after[: next((i for i, t in enumerate(after) if t.gap in "np"), len(after))]]
    said = next((i for i, word in enumerate(words[:3]) if word in NEGATORS), None)
    if said is None or any(word not in _LEADS_NOT for word in words[:said]):
        return False
    grasped = next((i for i, word in enumerate(words[:6]) if i > said and word in _GRASPING | _KNOWING), None)
    return grasped is not None and grasped - said < 3 and not any(map(names_language, words[grasped:]))


_LEADS_NOT = word_set("I DO YO BUT PERO")


def _declines(tokens: Sequence[Token], at: int) -> bool:
    """ "He needs Spanish, | I don't", "mi ex quiere español, | yo no": told of somebody else, and not wanted."""
    words = [token.word for token in tokens[at + 1 : at + 5]]
    words = words[int(words[:1] in (["BUT"], ["PERO"], ["Y"], ["AND"])) :]
    said = next((len(own) for own in _NOT_I if tuple(words[: len(own)]) == own), 0)
    end = at + 1 + (len(tokens[at + 1 : at + 5]) - len(words)) + said
    ends = end >= len(tokens) or tokens[end].gap in HARD_GAPS or tokens[end].word[0].isdigit()
    ends = ends or tokens[end].word in ("EN", "IN")  # "... lee ingles pero yo no | en español"
    return bool(said) and ends and _is_told_of_somebody(tokens, at)


_NOT_I = (("I", "DONT"), ("I", "DO", "NOT"), ("YO", "NO"), ("NOT", "ME"), ("NOT", "I"), ("A", "MI", "NO"))
_SOMEBODY = RELATIONS | word_set("ELLA ELLOS THEY GRANDMA GRANDPA GRANDMOTHER GRANDFATHER ABUELA ABUELO")
_WELL = word_set("GOOD WELL SO TOO VERY BIEN BUENO MUY")  # "English not so good"


def _ends_refusal(tokens: Sequence[Token], i: int) -> bool:
    """Whether "Spanish no" stops here: at the end, at a separator, with a please, with "no lo leo"."""
    return i >= len(tokens) or tokens[i].gap in HARD_GAPS or tokens[i].word in _COURTESY


_COURTESY = word_set(
    "LO PLEASE PLS PLZ POR PORFAVOR PORFA FAVOR GRACIAS THANKS THANK THX NEEDED NECESARIO THO USE OPEN ABRIR"
)


def _is_somebody_elses(rest: Sequence[str]) -> bool:
    """ "He knows English | but I don't", "ingles | pero yo no", "my English | reading is so so"."""
    if rest[:3] in (["PERO", "YO", "NO"], ["BUT", "I", "DONT"], ["BUT", "I", "CANT"]):
        return rest[3:] == [] or rest[3] in _KNOWING
    weak = {"NOT", "SO", "BAD", "POOR", "LIMITED", "WEAK", "TERRIBLE", "SLOW", "ROUGH", "LOW"}
    return rest[:1] != [] and rest[0] in _SKILLS and bool(weak & set(rest[1:3]))


_KNOWING = word_set("READ SPEAK UNDERSTAND KNOW WRITE LEO HABLO ENTIENDO SE LO ESCRIBO")
_SKILLS = word_set("READING WRITING SKILLS SPELLING")
