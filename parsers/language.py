"""Which language the forms are wanted in, and which one the sentence is written in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from parsers.clean import word_set
from parsers.leftovers import is_called_so
from parsers.lexicon import RELATIONS, TONGUES, names_language
from parsers.refusals import HARD_GAPS, TURNS, is_refused, is_tight
from parsers.segment import CITY, LANGUAGE, LINE, NAME, OPENER, STATE, UNIT, ZIP, Segmentation
from parsers.tokens import Token
from parsers.values import Language

_ENGLISH_NAMES = word_set("ENGLISH INGLISH ENGLSH ENGISH ENGLIS ENGLISG INGLES ENGLES INGLEZ")
_REQUEST = word_set(
    "FORMS FORM FORMAS FORMULARIOS PAPERS PAPERWORK PACKET PACKAGE PACKETS DOCUMENTS DOCUMENTOS PAPELES PAPELERIA "
    "COPIES VERSION COPY EVERYTHING TODO SEND MAIL MANDE MANDEN ENVIE ENVIEN PLEASE PLS PLZ PORFAVOR FAVOR PORFA NEED "
    "WANT QUIERO NECESITO PREFER PREFIERO INFORMATION"
)
_EITHER = word_set("OR O EITHER BOTH")

# Words of both languages ("no", "me", "son") are in neither.
_SPANISH_WORDS = word_set(
    "QUE POR FAVOR PORFAVOR PORFA MI EN QUIERO NECESITO NOMBRE DIRECCION DOMICILIO VIVO LLAMO GRACIAS HOLA BUENAS "
    "BUENOS TARDES DIAS NOCHES PARA CON UNA UN LOS LAS MIS HIJO HIJA HIJOS NINOS CASO ABRIR FORMAS PAPELES "
    "DOCUMENTOS MANDE MANDEN ENVIEN SOY TENGO ESTOY PUEDO PUEDE PUEDEN QUISIERA GUSTARIA COMO CUANDO DONDE CUANTO "
    "TIENE AYUDA ESPOSO PAPA MAMA MANUTENCION SUSTENTO INFORMACION AYUDEN AYUDAR YA MAS TODO USTED USTEDES ESTE ESTA "
    "YO CASA CALLE APARTAMENTO ESPANOL INGLES"
)
_ENGLISH_WORDS = word_set(
    "THE MY IS AND I TO PLEASE THANKS THANK YOU FOR IN AT OF LIVE NAME ADDRESS NEED WANT WOULD LIKE HELLO HI GOOD "
    "MORNING AFTERNOON EVENING SEND MAIL FORMS AM ARE HAVE CAN HOW WHEN WHERE WHAT IT THIS THAT DAUGHTER KIDS CHILD "
    "SUPPORT HELP WITH FROM ON BE DO DONT NOT HE SHE HIS HER WE STOP TEXTING WILL SPANISH ENGLISH"
)


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
        and not is_called_so(segmentation, i)
        and not _is_apology(segmentation.tokens, i)
        and not _is_spoken_by_staff(segmentation.tokens, i)
    ]


def _is_apology(tokens: Sequence[Token], at: int) -> bool:
    before = [token.word for token in tokens[max(0, at - 3) : at]]
    after = [token.word for token in tokens[at + 1 : at + 4] if token.gap == "s"]
    return before[-1:] in (["MY"], ["MI"], ["THE"], ["EL"]) and bool(_APOLOGY & {*before, *after})


def _is_spoken_by_staff(tokens: Sequence[Token], at: int) -> bool:
    """ "A Spanish speaking worker": asks for a person, and nothing of the forms."""
    after = [token.word for token in tokens[at + 1 : at + 3]]
    if after[:1] and after[0] in _STUDIES:
        return True  # "I'm a Spanish | major"
    return after[:1] == ["SPEAKING"] and bool(_STAFF & set(after)) and is_tight(tokens, at, at + 1)


_STUDIES = word_set(
    "MAJOR MINOR TEACHER CLASS CLASSES TUTOR MASS CHURCH RADIO CITIZEN DESCENT RESTAURANT STORE FOOD TV IMMERSION"
)
_STAFF = word_set("WORKER PERSON STAFF AGENT REP CASEWORKER INTERPRETER TRANSLATOR SOMEBODY SOMEONE")
_APOLOGY = word_set("SORRY PERDON PERDONE DISCULPE EXCUSE")  # "sorry for my English" asks for nothing


def _clause(seg: Segmentation, at: int, since: int) -> list[str]:
    """The words that lead to the language named at `at`: from a separator, a "but", a name or an address on."""
    start = at
    while start > max(since, at - _LONGEST_CLAUSE) and seg.gaps[start] not in HARD_GAPS:
        if seg.labels[start - 1] in _PARTS or (start < at and seg.words[start] in TURNS):
            break
        start -= 1
    return list(seg.words[start:at])


_LONGEST_CLAUSE = 9
_PARTS = frozenset((OPENER, NAME, LINE, UNIT, CITY, STATE, ZIP))


def _is_told(words: list[str]) -> bool:
    """Whether the clause tells of something else than a wish: "they sent me | Spanish", "my mom speaks | Spanish",
    "why do you send | Spanish", "my last name is | Spanish"."""
    last = max((i for i, word in enumerate(words) if word in _OWN_WORDS), default=-1)
    here = words[last + 1 :]  # "he speaks no English I | need Spanish"
    told = max((i for i, word in enumerate(here) if word in _PAST), default=-1)
    if _is_of_once(here):
        return True
    if _ASKING & set(here[told + 1 :]) or words[:1] in (["DO"], ["DID"], ["CAN"], ["COULD"]):
        return False  # "did u get | it in Spanish", "do u have"
    if "WHY" in words or _PAST & set(words[-5:]) or _NAMES & set(words[-4:]):
        return True
    if (
        tuple(words[-2:]) in _TOLD_PAIRS
        or (words[-1:] == ["IS"] and _RELATED & set(words[-2:]))
        or (not _TOLD_PAIRS_ANYWHERE.isdisjoint(itertools.pairwise(words)) and not _MAKING_SURE & set(words))
        or (words[-2:-1] != [] and words[-2] in ("HIS", "HERS", "THEIRS") and words[-1] in ("IN", "EN"))
    ):
        return True
    if _HELPERS & set(here) and not {"HIS", "HER"} & set(here):
        return False  # "my mother only understands | Spanish": who reads the forms along with the sender
    able = next((i for i, word in enumerate(here) if word in _ABLE or word in _OF_OTHERS), None)
    return able is not None and bool(_THEIRS & set(here[:able]))


_TOLD_PAIRS = {("HIS", "IS"), ("HERS", "IS"), ("HE", "IS"), ("SHE", "IS")}
_THINGS = ("FLYER", "PAGE", "PAGINA", "WEBSITE", "SITE", "FOLLETO", "ANUNCIO", "SIGN")
_TOLD_PAIRS_ANYWHERE = {
    ("KEEP", "SENDING"),
    ("KEEPS", "SENDING"),
    ("THEY", "SEND"),
    ("THEY", "ALWAYS"),
    ("YOU", "ALWAYS"),
    *itertools.product(_THINGS, ("IS", "ESTA", "WAS")),
}


_MAKING_SURE = word_set("SURE PLEASE CAN COULD HOPE IF")  # "make sure they send everything in | Spanish"


def _is_of_once(words: list[str]) -> bool:
    """ "I used to need | Spanish", "they put me down as | Spanish"; not "im more used to", "please put me down as"."""
    if words[-2:] != ["USED", "TO"] and not _ONCE.isdisjoint(itertools.pairwise(words)):
        return True
    put = words.index("PUT") if "PUT" in words else 0
    return (
        put > 0 and words[put - 1] not in ("PLEASE", "YOU", "TO", "U", "CAN", "JUST", "AND") and "DOWN" in words[put:]
    )


_ONCE = {("USED", "TO"), ("USE", "TO"), ("MARKED", "ME")}
_OWN_WORDS = word_set("I IM ID ILL WE YO")
_ASKING = word_set("FOR PARA ASK WANT NEED PREFER QUIERO NECESITO OCUPO PREFIERO BETTER MEJOR PLEASE")
_PAST = word_set(
    "SENT GAVE CAME GOT MAILED RECEIVED WAS WERE MANDARON ENVIARON DIERON LLEGO LLEGARON RECIBI VINO VINIERON "
    "TOOK TAKING WROTE TAUGHT TEACH STUDIED STUDY LEARNED LEARNING ENSENO ESTUDIO ESTUDIE"
)
_OF_OTHERS = word_set(
    "TEXTING WRITING TYPING SPEAKS UNDERSTANDS KNOWS TALKS WRITES TRANSLATES HABLA ENTIENDE SABE HABLAN TAKES STUDIES "
    "LEARNS"
)
_RELATED = RELATIONS | word_set("PARENTS")
_WANTERS = word_set("WANTS NEEDS PREFERS QUIERE NECESITA PREFIERE OCUPA")
_READERS = word_set("READS LEE LEEN")  # who reads the sender's letters is told for a reason
_HELPERS = word_set("MOTHER MOM MAMA MADRE GRANDMA GRANDMOTHER ABUELA ABUELITA AUNT TIA")
_NAMES = word_set("NAME NAMES LASTNAME SURNAME APELLIDO APELLIDOS SECOND SEGUNDO")
_ABLE = word_set("SPEAK READ UNDERSTAND KNOW TALK WRITE HABLO LEO ENTIENDO SE")
_THEIRS = word_set(
    "MY HIS HER THE THEY THEIR EVERYONE EVERYBODY KIDS PARENTS MI MIS TODOS HE SHE ELLA EL LA EX DAD FATHER HUSBAND"
)


def _is_for_another(tokens: Sequence[Token], at: int) -> bool:
    """ "Spanish | is for my mother only"."""
    after = [token.word for token in tokens[at + 1 : at + 6]]
    after = after[after[:1] == ["ONE"] :]  # "the Spanish | one was for my mother"
    return after[:2] in (["IS", "FOR"], ["WAS", "FOR"], ["ES", "PARA"], ["ERA", "PARA"]) and bool(
        _RELATED & set(after[2:])
    )


def _strength(tokens: Sequence[Token], at: int, words: list[str]) -> int:
    """How much of a wish a language is that is neither refused nor told of somebody: what is put up with (0), spoken
    (1), fine (2), named (3), named beside the forms or a please (4), or told as their own (5)."""
    after = [token.word for token in tokens[at + 1 : at + 5] if token.gap not in "np"]
    led_by = [token.word for token in tokens[max(0, at - 2) : at]]  # "Spanish, if not, | English"
    called_second = after[:2] == ["2ND", "CHOICE"] and tokens[at + 1].gap == "s" and not _names_language(after[2:])
    if called_second or _is_second_choice(words or led_by, after) or _is_wanted_by_another(words, after):
        return 0
    if _CALLS & set(words[-3:]):
        return 1  # "call in | Spanish"
    if _is_own_choice(words, after):
        return 5
    near = {*words[-4:], *after[:3]}
    if near & _REQUEST and not _ABLE & set(words[-1:]):
        return 4
    if _ABLE & set(words[-3:]) and not near & _BETTER:
        return 3 if {"ONLY", "SOLO", "NOMAS"} & set(words[-4:]) else 1
    return 2 if _ACCEPTED & set(after[:2]) else 3


def _is_own_choice(words: list[str], after: list[str]) -> bool:
    """ "For me the | English", "mine in | Spanish", "| English for me", "no wait | English is better"."""
    mine = words[:2] == ["FOR", "ME"] or words[:1] in (["MINE"], ["ME"])
    return mine or (after[:2] == ["FOR", "ME"] and after[2:3] != ["IS"]) or bool({"WAIT", "ACTUALLY"} & set(words))


def _names_language(words: list[str]) -> bool:
    return any(map(names_language, words))


def _is_second_choice(words: list[str], after: list[str]) -> bool:
    """ "If not | English", "2nd choice | Spanish", "| Spanish only if you run out"."""
    otherwise = {"THEN", "ELSE", "OTHERWISE", "2ND", "SECOND", "SEGUNDA"} & set(words[-2:])
    if after[:1] == ["IF"] and {"RAN", "RUN", "OUT"} & set(after):
        return True  # "| English if u ran out"
    return bool(otherwise) or _is_fallback(words[-4:]) or after[:2] == ["ONLY", "IF"]


def _is_wanted_by_another(words: list[str], after: list[str]) -> bool:
    """ "He wants | Spanish", "my wife will ask for | Spanish", "hers can be | English", "| Spanish for my ex"."""
    if (_READERS | _HELPERS | _WANTERS | {"HERS", "THEIRS"}) & set(words):
        return True
    if after[:1] in (["FOR"], ["PARA"]) and _RELATED & set(after[1:3]):
        return True
    return bool(_RELATED & set(words)) and bool({"ASK", "ASKS", "WHO"} & set(words))


def _is_fallback(words: list[str]) -> bool:
    """ "If not | English", "si no | en inglés", "if no then"."""
    return any(words[i : i + 2] in (["IF", "NOT"], ["IF", "NO"], ["SI", "NO"]) for i in range(len(words) - 1))


_BETTER = word_set("BETTER MEJOR PREFER PREFIERO BEST EASIER RATHER")
_CALLS = word_set("CALL CALLS TALK TALKS LLAME LLAMEN LLAMEME")
_ACCEPTED = word_set("FINE OK OKAY GOOD WORKS TOO ALSO TAMBIEN BIEN")


_CHOOSING = word_set(
    "I ID ILL IM YO MI ME MINE PREFER PREFIERO QUIERO CHOOSE PICK PLEASE MEJOR GIVE SEND GO BETTER RATHER "
    "MANDEN MANDENME"
)


def _answers(tokens: Sequence[Token], second: int, third: int) -> bool:
    """ "English or Spanish: | Spanish", "ingles o español? yo | español"; not "... my worker speaks | Spanish"."""
    between = {token.word for token in tokens[second + 1 : third]}
    return third - second < 3 or (third - second < 8 and bool(_CHOOSING & between))


def forms_language(segmentation: Segmentation) -> Language | None:
    tokens = segmentation.tokens
    wanted: list[tuple[int, int, Language]] = []
    refused: set[Language] = set()
    since = 0
    for at in _mentions(segmentation):
        language, words = _named(tokens[at].word), _clause(segmentation, at, since)
        if is_refused(tokens, at, since):
            refused.add(language)
        elif not _is_told(words) and not _is_for_another(tokens, at):
            wanted.append((_strength(tokens, at, words), at, language))
        since = at + 1
    firm = [wish for wish in wanted if wish[0] > _NAMED_ONLY or not _is_banned(tokens, wish)]
    if firm:
        return _chosen(tokens, firm)
    if Language.SPANISH in refused:
        return Language.ENGLISH
    third = any(token.word in _THIRD_LANGUAGES for token in tokens)  # "I only speak Hmong and a little English"
    return Language.SPANISH if refused and not third else None


def _is_banned(tokens: Sequence[Token], wish: tuple[int, int, Language]) -> bool:
    """ "NO Spanish people always think Miami = | Spanish", "a lil | Spanish from school so no Spanish": refused in the
    same breath, and named by the way."""
    _, at, language = wish
    start, stop = at, at + 1
    while start and tokens[start].gap not in "ncp":
        start -= 1
    while stop < len(tokens) and tokens[stop].gap not in "ncp":
        stop += 1
    return any(_bans(word, after, language) for word, after in itertools.pairwise(tokens[start:stop]))


def _bans(word: Token, named: Token, language: Language) -> bool:
    told = word.word == "NO" and named.gap == "s" and names_language(named.word)
    return told and _named(named.word) is language


_NAMED_ONLY = 3
_THIRD_LANGUAGES = TONGUES.keys() | {"KAREN"}  # which is a given name too, and no signal by itself


def _named(word: str) -> Language:
    english = word in _ENGLISH_NAMES or word.startswith(("ENG", "ING"))
    return Language.ENGLISH if english else Language.SPANISH


def _chosen(tokens: Sequence[Token], wanted: list[tuple[int, int, Language]]) -> Language | None:
    """Of both languages the one more wished for, the later of two alike; none where they are but offered."""
    if len({language for _, _, language in wanted}) == 1:
        return wanted[0][2]
    first, second = wanted[0][1], wanted[1][1]
    if any(token.word in _EITHER for token in tokens[max(first - 1, 0) : second]) and second - first < 4:
        return wanted[2][2] if wanted[2:] and _answers(tokens, second, wanted[2][1]) else None
    return max(wanted)[2]


def written_in(segmentation: Segmentation) -> Language | None:
    """The language of the sentence around names, streets and cities, which tell nothing about it."""
    said = [
        word
        for word, label in zip(segmentation.words, segmentation.labels, strict=True)
        if label not in (NAME, LINE, CITY, UNIT)
    ]
    spanish, english = sum(map(_SPANISH_WORDS.__contains__, said)), sum(map(_ENGLISH_WORDS.__contains__, said))
    if spanish == english:
        return None
    return Language.SPANISH if spanish > english else Language.ENGLISH
