"""Who somebody is to the sender, by the words around a name: a child, the other parent, a lawyer, or the sender."""

from __future__ import annotations

from enum import Enum

from parsers.clean import word_set
from parsers.lexicon import CHILDREN, LABELS, RELATIONS, TRADE, kind, name_grades, ordinary
from parsers.segment import LINE, NAME, NOTHING, OPENER, UNIT, ZIP, Segmentation
from parsers.suffixes import designator

# Words that take back what stands before them.
SLIPS = word_set(
    "SORRY WAIT WHOOPS OOPS MEAN MEANT CORRECTION ACTUALLY TYPO PERDON PERDONE DIGO DISCULPE CORRIJO CORRECCION"
)
# Never a part of a name where the segmenter was in doubt; "My", "To", "Do" and "Le" may be Vietnamese or Hmong names.
FUNCTION_WORDS = word_set(
    "THE IS AM ARE AND FOR OF IN AT IT ITS HE SHE WE YOU THIS THAT WITH NOT MI TU SU ES EN POR PARA CON QUE YO HABLA "
    "LLAMO SE MY LITTLE BIG IF I IM ME NO YES SI WILL CAN NEED WANT HAVE HAS PLEASE THANKS GRACIAS FAVORCITO "
    "PORFAVORCITO"
)


def _joins(seg: Segmentation, first: int) -> int:
    """How many words lie between this name and one before it in a list: "Ana and | Eva", "Ana, | Eva"."""
    if seg.tokens[first - 1].word in ("AND", "Y", "&") and _is_someone(seg, first - 2):
        return 2
    return int(seg.tokens[first].gap == "c" and _is_someone(seg, first - 1))


def _is_someone(seg: Segmentation, i: int) -> bool:
    """Whether the word is somebody's: the segmenter takes no child's name for the sender's."""
    word = seg.tokens[i].word
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
            if seg.tokens[first].gap in "cknpb":
                break
    start = first
    while start > max(0, first - 4) and (seg.tokens[start].gap not in "ncpb" or start == first):
        if seg.labels[start - 1] in (NAME, OPENER):
            break
        start -= 1
    last = seg.tokens[first - 1].word if first else ""
    if first and seg.tokens[first].gap in "ncb" and last not in ("IS", "ES", "NAME", "NOMBRE"):
        return []
    if first and seg.tokens[first].gap == "p" and len(last) > 2 and (last not in _ROLES or first - start > 2):
        return []  # "the dad ran off. Ana Ruiz", "I have the kids. Ana Ruiz"; but "Mother. Ana Ruiz"
    if first and seg.tokens[first - 1].word in VERSUS:
        return ["VS"]
    words = _without_child_support([token.word for token in seg.tokens[start:first]])
    for_them = words[-1:] and words[-1] in _MANY and {"FOR", "PARA", "WITH", "CON", "OF", "DE"} & set(words[-3:-1])
    # "a case for my grandkids Ana Ruiz" names the one who asks.
    return [] if for_them else words


def _without_child_support(words: list[str]) -> list[str]:
    """ "Open a child support case" is what everybody asks for, and says nothing of a child."""
    return [word for i, word in enumerate(words) if word != "CHILD" or words[i + 1 : i + 2] != ["SUPPORT"]]


_OWN = (
    ["I", "AM"],
    ["IM"],
    ["SOY"],
    ["ME", "LLAMO"],
    ["NAME", "IS"],
    ["MY", "NAME"],
    ["NOMBRE", "ES"],
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
)
_VOCATIVES = word_set("GIRL BOY")


def is_own(words: list[str]) -> bool:
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
    for i in range(run.stop, min(run.stop + 5, len(seg.tokens))):
        if seg.tokens[i].gap in "npb" or seg.labels[i] in (NAME, LINE, UNIT, OPENER):
            break
        words.append(seg.tokens[i].word)
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
_OURS = word_set("NOW AHORA ME US WE MINE CONMIGO NOSOTROS NOSOTRAS VIVO VIVIMOS")
_POINTING = _THEY | {"WHERE", "IS", "ES"}
_TELLING = _THEY | _THEIRS | _OTHER_PARENT | _ELSEWHERE | word_set("EL VIVE LIVES STAYS USED MOVED")


def is_not_home(seg: Segmentation, line: range) -> bool:
    """Whether the street may be the other parent's, an old one or a court's, by the words beside it: where a stranger,
    or whom the sender fears, would open the mail."""
    start = line.start
    while start > max(0, line.start - 8) and seg.tokens[start].gap not in "np":
        start -= 1
    told = [i for i in range(start, line.start) if _tells_of_elsewhere(seg, i, line.start)]
    if told and not _speaks_of_own(seg, start, told[-1], line.start):
        return True
    after = [token.word for token in seg.tokens[line.stop : line.stop + 14]]
    return not _POINTING.isdisjoint(after) and any(_points_back(after[i:]) for i in range(len(after)))


def home_grade(seg: Segmentation, line: range) -> int:
    """Of several streets: -1 for somebody else's or an old one, 1 for one told as new, as theirs or as a correction."""
    start = line.start
    while start > max(0, line.start - 9) and (seg.tokens[start].gap not in "np" or start == line.start):
        start -= 1
    words = [seg.tokens[i].word for i in range(start, line.start) if seg.labels[i] != NAME]
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


def is_corrected(seg: Segmentation, start: int, stop: int) -> bool:
    """ "12 Elm | wait no its | 21 Elm", "95383 | sorry | 95838": whether these words take back what stands before."""
    return any(seg.tokens[i].word in SLIPS for i in range(start, stop))


def is_taken_back(seg: Segmentation, line: range) -> bool:
    """ "915 Elm Ave Galt 95632 | sorry its 951": a number after it that belongs to nothing, and a word of regret."""
    numbers = [i for i in range(line.stop, len(seg.tokens)) if seg.tokens[i].word.isdigit()]
    spare = [i for i in numbers if seg.labels[i] in (NOTHING, ZIP) and len(seg.tokens[i].word) < 5]
    return any(is_corrected(seg, max(line.stop, i - 4), i) for i in spare)


def corrected_number(seg: Segmentation, line: range) -> str | None:
    """The house number that takes back the line's: "915 Elm Ave ... its | 951 not 915", "es | 5216 y no 5126 Elm"."""
    words = [token.word for token in seg.tokens]
    house = words[line.start]
    for i in range(2, len(words)):
        apart = seg.tokens[i - 1].gap in "pc" and designator(words[i - 2]) is None  # not "Apt no 321"
        slip = (
            words[i - 1] == "NO" and apart and sorted(words[i]) == sorted(house) and words[i] != house and i not in line
        )
        if slip and house.isdigit() and len(house) > 2:
            return words[i]  # "9107 Mesa Oak Way? no, | 9170"
        denied = words[i] == house and words[i - 1] in ("NOT", "NO")
        at = i - 3 if words[i - 2] in ("Y", "AND") else i - 2
        if denied and house.isdigit() and at >= 0 and words[at].isdigit() and at not in line:
            return words[at]
    return None


def _speaks_of_own(seg: Segmentation, start: int, told: int, stop: int) -> bool:
    """ "My son lives | with me at", "I'm staying | at my aunt Rosa's house", "her dad stays in Reno | we are at"."""
    words = [token.word for token in seg.tokens[start:stop]]
    if _OURS & set(words[told + 1 - start :]):
        return True
    return any(
        word in ("I", "IM", "WE", "ESTOY") and _STAYS & set(words[i + 1 : i + 3])
        for i, word in enumerate(words[: told - start])
    )


def _tells_of_elsewhere(seg: Segmentation, i: int, stop: int) -> bool:
    """ "he | lives at", "his | address", "the dad | moved to", "la casa | del papá", "I used to live", "the court"."""
    word = seg.tokens[i].word
    if word not in _TELLING and seg.someone[i] <= 0.5:
        return False
    follows = [token.word for token in seg.tokens[i + 1 : min(i + 4, stop)]]
    before = seg.tokens[i - 1].word if i else ""
    own = before in ("MY", "MI") or (word == "WORK" and before not in ("AT", "HIS", "HER"))  # "mail it to my job"
    if (word in _ELSEWHERE and not own) or [word, *follows[:1]] in (["USED", "TO"], ["MOVED", "FROM"]):
        return True
    if word in _THEIRS:
        return bool(_PLACE & set(follows))
    if word == "EL":
        return bool(_LIVES & set(follows[:1]))
    if word in ("VIVE", "LIVES", "STAYS"):
        return i > 0 and seg.tokens[i - 1].word not in ("I", "YO", "NO") and seg.labels[i - 1] != NAME
    if seg.someone[i] > 0.5 and _STAYS & set(follows[:2]):
        return True
    owned = word.endswith("S") and bool(_PLACE & set(follows[:1]))  # "the dads address", not "same father | address"
    led_by_place = bool(_PLACE & {token.word for token in seg.tokens[max(0, i - 3) : i]})
    somebody = word in _THEY or _is_other_parent(seg, i)
    return somebody and (bool(_LIVES & set(follows[:2])) or owned or led_by_place)


def _is_other_parent(seg: Segmentation, i: int) -> bool:
    """ "The dad", "my ex", but not "my dad", with whom the sender may well live."""
    word, before = seg.tokens[i].word, seg.tokens[i - 1].word if i else ""
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
