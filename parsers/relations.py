"""Who somebody is to the sender, by the words around a name: a child, the other parent, a lawyer, or the sender."""

from __future__ import annotations

from enum import Enum

from parsers.clean import word_set
from parsers.lexicon import CHILDREN, LABELS, RELATIONS, TRADE, kind, name_grades, ordinary
from parsers.segment import LINE, NAME, NOTHING, OPENER, UNIT, Segmentation

# Never a part of a name where the segmenter was in doubt; "My", "To", "Do" and "Le" may be Vietnamese or Hmong names.
FUNCTION_WORDS = word_set(
    "THE IS AM ARE AND FOR OF IN AT IT ITS HE SHE WE YOU THIS THAT WITH NOT MI TU SU ES EN POR PARA CON QUE YO HABLA "
    "LLAMO SE MY LITTLE BIG IF I IM ME NO YES SI WILL CAN NEED WANT HAVE HAS PLEASE THANKS GRACIAS FAVORCITO "
    "PORFAVORCITO"
)


def _joins(seg: Segmentation, first: int) -> int:
    """How many words lie between this name and one before it in a list: "Ana and | Eva", "Ana, | Eva"."""
    if seg.words[first - 1] in ("AND", "Y", "&") and _is_someone(seg, first - 2):
        return 2
    return int(seg.gaps[first] == "c" and _is_someone(seg, first - 1))


def _is_someone(seg: Segmentation, i: int) -> bool:
    """Whether the word is somebody's: the segmenter takes no child's name for the sender's."""
    word = seg.words[i]
    called = max(name_grades(word)) > "1" or (
        name_grades(word) != "00" and not ordinary(word) and "~" not in kind(word)
    )
    known = called and word not in _NOBODY
    return seg.labels[i] == NAME or (seg.labels[i] == NOTHING and known)


_ROLES = RELATIONS | LABELS
_NOBODY = FUNCTION_WORDS | _ROLES | TRADE
_MANY = word_set("KIDS CHILDREN GRANDKIDS GRANDCHILDREN HIJOS HIJAS NINOS NINAS NIETOS SONS DAUGHTERS")


def before(seg: Segmentation, run: range) -> list[str]:
    """The words just before, back to the last full stop, comma or line break; "and" leads back to the name before."""
    first = run.start
    while first > 1 and (skip := _joins(seg, first)):
        first -= skip
        while first and _is_someone(seg, first - 1):
            first -= 1
            if seg.gaps[first] in "cknpb":
                break
    start = first
    while start > max(0, first - 4) and (seg.gaps[start] not in "ncpb" or start == first):
        if seg.labels[start - 1] in (NAME, OPENER):
            break
        start -= 1
    last = seg.words[first - 1] if first else ""
    if first and seg.gaps[first] in "ncb" and last not in ("IS", "ES", "NAME", "NOMBRE", "PAYING"):
        return []
    if first and seg.gaps[first] == "p" and len(last) > 2 and (last not in _ROLES or first - start > 2):
        return []  # "the dad ran off. Ana Ruiz", "I have the kids. Ana Ruiz"; but "Mother. Ana Ruiz"
    if first and seg.words[first - 1] in VERSUS:
        return ["VS"]
    words = _without_child_support(list(seg.words[start:first]))
    for_them = words[-1:] and words[-1] in _MANY and {"FOR", "PARA", "WITH", "CON", "OF", "DE"} & set(words[-3:-1])
    # "a case for my grandkids Ana Ruiz" names the one who asks.
    return [] if for_them else words


def _without_child_support(words: list[str]) -> list[str]:
    """ "Open a child support case" is what everybody asks for, and says nothing of a child."""
    return [word for i, word in enumerate(words) if word != "CHILD" or words[i + 1 : i + 2] != ["SUPPORT"]]


_OWN = (
    ["NAME", "IS"],
    ["MY", "NAME"],
    ["NOMBRE", "ES"],
    ["NONBRE", "ES"],
    ["MI", "NOMBRE"],
)


_PARENTS = word_set("MOTHER MOM DAD FATHER MAMA MADRE PAPA PADRE GRANDMA GRANDMOTHER GRANDPARENT ABUELA ABUELO")
_SELF = word_set("AM IM SOY AS SINGLE SOLTERA SOLTERO")


# Whoever was spoken of before: "for my 2 kids I am Ana Ruiz", "hey girl its Ana Ruiz".
_SURELY_OWN = (
    ["I", "AM"],
    ["IM"],
    ["SOY"],
    ["ME", "LLAMO"],
    ["MY", "NAME", "IS"],
    ["MI", "NOMBRE", "ES"],
    ["MI", "NONBRE", "ES"],
)
_VOCATIVES = word_set("GIRL BOY")


def is_own(words: list[str]) -> bool:
    if words[-1:] == ["PAYING"] and {"BE", "AM", "IM"} & set(words[-4:]):
        return True  # "I will be the one paying, | Ana Ruiz"
    if any(words[-len(own) :] == own for own in _SURELY_OWN):
        return True
    if words[-1:] in (["ITS"], ["AQUI"]):  # "hey girl its Ana Ruiz", but not "the dad its Juan Diaz"
        return not any(word in RELATIONS - _VOCATIVES for word in words[:-1])
    if any(words[-len(own) :] == own for own in _OWN) and not any(word in RELATIONS for word in words[:-1]):
        return True
    # "single dad", "I am the mother", "madre soltera"; but "soy la mamá de Ana" names the child
    return not {"OF", "DE"} & set(words[-1:]) and bool(_SELF & set(words)) and bool(_PARENTS & set(words[-2:]))


def is_bare_parent(seg: Segmentation, run: range) -> bool:
    """ "Mother Ana Ruiz", "Dad: Ana Ruiz" with nothing that says whose: the sender, where nobody else can be."""
    words = before(seg, run)
    return words[-1:] != [] and words[-1] in _PARENTS and not any(word in _RELATED for word in words[:-1])


_WHOSE = word_set("THE MY OUR EL LA MI SU DEL BABYS KIDS OTHER ABSENT PAYING")
_RELATED = RELATIONS | _WHOSE


VERSUS = frozenset({"VS", "VERSUS"})
_PRONOUNS = frozenset({"HE", "SHE", "HIS", "HER"})


def is_related(seg: Segmentation, run: range) -> bool:
    words = before(seg, run)
    if any(word in _PRONOUNS for word in words[:-2]):  # "he makes good money Ana Ruiz": a sentence of its own
        words = words[-2:]
    if tuple(words[-2:]) in _SOUGHT or (words[-1:] and words[-1] in _DONE_TO):
        return True
    if words[-1:] == ["A"] and words[-2:-1] and words[-2] in _DONE_TO_A:
        return True
    return (words[-1:] != [] and words[-1] in _ABOUT) or (any(w in RELATIONS for w in words) and not is_own(words))


# "It's about Ana Ruiz", "support opened on Ana Ruiz": never the one who asks.
_SOUGHT = (
    ("SUPPORT", "FROM"), ("MONEY", "FROM"), ("DIVORCED", "FROM"), ("MARRIED", "TO"), ("LOOKING", "FOR"),
    ("MANUTENCION", "DE"), ("PENSION", "DE"), ("SE", "LLAMA"),
)  # fmt: skip
# "Please make Juan Diaz pay", "que le cobren a Juan Diaz".
_DONE_TO = word_set(
    "FIND FINDING LOCATE LOCATING SERVE SERVING SUE SUING GARNISH CHASE CHASING MAKE MAKING FORCE DIVORCE DIVORCED "
    "DIVORCING DATED BLAME"
)
_DONE_TO_A = word_set(
    "BUSCO BUSCAR BUSQUEN ENCONTRAR ENCUENTREN LOCALIZAR LOCALICEN COBRAR COBRARLE COBREN COBRENLE DEMANDAR DEMANDEN "
    "OBLIGAR OBLIGUEN HAGAN"
)
_ABOUT = word_set("ABOUT REGARDING ON RE SOBRE ACERCA")


def is_child(seg: Segmentation, run: range) -> bool:
    words = before(seg, run)
    mothers = {"MAMA", "MADRE", "MOM", "MOTHER", "PARENT"} & set(words)  # "mamá de los niños" may well be the sender
    return any(word in CHILDREN for word in words) and not mothers and not is_own(words)


_IS = word_set("IS ES WAS")
_LEADING = word_set("WHO QUE ME NOS LE YA ALREADY JUST HAS HAD")
_THE = word_set("THE MY HIS HER OUR THEIR EL LA MI SU MIS UN A AN ALSO TAMBIEN QUE")
_MINE = word_set("MY HIS HER OUR THEIR MI SU MIS")
_ME = word_set("ME MYSELF YO")
# What somebody else did: "Ana Ruiz told me", "Juan Diaz owes me".
_DID = word_set(
    "SAID SAYS SAY TOLD SENT GAVE REFERRED OWES LEFT RAN DOESNT WONT AINT WORKS DIJO RECOMENDO MANDO DEBE DEJO TRABAJA"
)


_NOT = word_set("NOT NO NEVER NUNCA HASNT HAVENT REFUSES REFUSED STOPPED QUIT BEHIND")
_PAYING = word_set("PAYING PAID PAYS PAY PAYMENTS SUPPORT PAGA PAGO PAGADO PAGANDO DA AYUDA PENSION")


def _after(seg: Segmentation, run: range) -> list[str]:
    """What the text goes on to say of a name, to the end of the sentence: "is the father", "que es mi ex"."""
    words: list[str] = []
    for i in range(run.stop, min(run.stop + 5, len(seg.words))):
        if seg.gaps[i] in "npb" or seg.labels[i] in (NAME, LINE, UNIT, OPENER):
            break
        words.append(seg.words[i])
    return words


class Said(Enum):
    """What follows a name: "is me", "es mi nombre"; "is my lawyer", "told me"; or neither."""

    SENDER = "sender"
    OTHER = "other"
    NOTHING = "nothing"


def said_of(seg: Segmentation, run: range) -> Said:
    words = _after(seg, run)
    words = words[1:] if words[:1] and words[0] in _LEADING else words
    if words[:1] in (["PAY"], ["PAGUE"]) or words[:2] in (["TO", "PAY"], ["QUE", "PAGUE"], ["A", "PAGAR"]):
        return Said.OTHER  # "make Juan Diaz pay"
    unpaid = words[:1] and words[0] in _NOT and _PAYING & set(words[1:3])
    if words[:2] in (["NO", "ES"], ["IS", "NOT"]) or unpaid or (words[:1] and words[0] in _DID):
        return Said.OTHER
    said = next((i + 1 for i, word in enumerate(words[:2]) if word in _IS), 0)
    if not said:
        return Said.NOTHING
    if any(word in RELATIONS for word in [word for word in words[said:] if word not in _THE][:3]):
        return Said.OTHER  # "is the father", "es el nombre del padre"
    mine = words[said : said + 2] in (["MY", "NAME"], ["MI", "NOMBRE"])
    return Said.SENDER if mine or (words[said : said + 1] and words[said] in _ME) else Said.NOTHING


_GROWN = word_set(
    "MOM MOTHER MAMA MADRE AUNT AUNTIE UNCLE TIA TIO GRANDMA GRANDMOTHER ABUELA ABUELITA SISTER BROTHER HERMANA "
    "HERMANO FRIEND AMIGA AMIGO COUSIN PRIMA PRIMO NEIGHBOR VECINA VECINO COMADRE SUEGRA CUNADA WIFE ESPOSA CLIENT "
    "CLIENTE CLIENTA PATIENT ROOMMATE COWORKER"
)
_WANTS = word_set("NEEDS WANTS ASKED CANT DOESNT QUIERE NECESITA OCUPA PIDE")


_INSTEAD = word_set("BEHALF HELPING AYUDO AYUDANDO PARTE")
_FOR = _INSTEAD | word_set("FOR PARA PA 4")


def is_applied_for(seg: Segmentation, run: range) -> bool:
    """ "For my aunt Rosa Diaz", "my neighbor Rosa Diaz needs this": who is grown up may be the one who applies."""
    words, after = before(seg, run), _after(seg, run)
    if _INSTEAD & set(words):
        return True
    grown = bool(_GROWN & set(words + after[:3]))
    return grown and (bool(_FOR & set(words)) or bool(_WANTS & set(after[:1])))


def is_renamed(seg: Segmentation, run: range) -> bool:
    """ "Ana Ruiz no longer Ana Perez": which of the two the post office knows is for the sender to say."""
    return _after(seg, run)[:2] == ["NO", "LONGER"]


def is_plainly_other(seg: Segmentation, run: range) -> bool:
    """Somebody else though nobody else is named; "Ana Ruiz is the mother" alone may well be the sender."""
    if said_of(seg, run) is not Said.OTHER:
        return False
    after = _after(seg, run)
    return not _PARENTS & set(after[:4]) or bool(_MINE & set(after[:3]))
