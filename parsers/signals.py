# ruff: noqa: E501  a pattern broken over lines is harder to check than a long one
"""What a text tells beside its command: a word we answer to, danger, a wish for silence, an address abroad.

All patterns are linear: no repeated group holds another. They run over folded words parted by single spaces.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from parsers.clean import clean, fold, is_reaction, word_set
from parsers.edits import edits
from parsers.lexicon import TONGUES, name_grades, ordinary
from parsers.zips import place_of


class Topic(StrEnum):
    """A word or a question that has its own answer."""

    HOURS = "hours"
    COST = "cost"
    OFFICE = "office"
    FORMS = "forms"
    CALWORKS = "calworks"
    ONLINE = "online"
    PERSON = "person"
    NOT_ME = "not_me"
    LARGE_PRINT = "large_print"
    WHO_MAY_ASK = "who_may_ask"
    NOT_OURS = "not_ours"
    WHO_ARE_YOU = "who_are_you"
    THANKS = "thanks"


class Signal(StrEnum):
    """Something a text says by the way, with or without a command."""

    DANGER = "danger"
    SILENCE = "silence"  # do not text me back, he reads this phone
    NO_TEXTS = "no_texts"  # a wish for no texts beside another one
    ABROAD = "abroad"  # a place outside the US is named
    ENDS_ABROAD = "ends_abroad"  # and the text ends with it, as an address does
    NO_ADDRESS = "no_address"
    CALWORKS = "calworks"
    OTHER_LANGUAGE = "other_language"
    OTHER_SCRIPT = "other_script"
    FOR_CLIENT = "for_client"
    AUTO_REPLY = "auto_reply"
    LARGE_PRINT = "large_print"
    BORROWED = "borrowed"  # somebody else's phone
    OF_ANOTHER = "of_another"  # speaks of somebody: what it tells may be where the other parent lives


@dataclass(frozen=True, slots=True)
class Signals:
    topic: Topic | None = None
    alone: bool = False  # the topic's word and nothing else
    spanish: bool = False  # a Spanish word of ours, however short the text
    found: frozenset[Signal] = frozenset()
    tongue: str | None = None  # which other language or script, as a short code for staff

    def __contains__(self, signal: Signal) -> bool:
        return signal in self.found


_WORDS = {
    Topic.HOURS: "HOURS HOUR HORARIO HORARIOS HORAS HRS",
    Topic.COST: "COST COSTS COSTO COSTOS PRICE FEE FEES PRECIO CUOTA CUESTA",
    Topic.OFFICE: "OFFICE OFICINA OFICINAS OFFICES LOCATION UBICACION",
    Topic.FORMS: "FORMS FORM FORMAS FORMA FORMULARIOS FORMULARIO PAPERWORK DOCUMENTS DOCUMENTOS PAPELES",
    Topic.CALWORKS: "CALWORKS CALWORK CALWORX TANF WELFARE",
    Topic.ONLINE: "ONLINE INTERNET WEBSITE WEB",
    Topic.PERSON: "PERSON PERSONA AGENT HUMAN REPRESENTATIVE OPERATOR AGENTE REPRESENTANTE OPERADORA OPERADOR HUMANO",
    Topic.NOT_ME: "NOTME EQUIVOCADO EQUIVOCADA",
    Topic.LARGE_PRINT: "LARGEPRINT BRAILLE TTY TDD",
    Topic.NOT_OURS: "CUSTODY CUSTODIA VISITATION DIVORCE DIVORCIO",
    Topic.THANKS: "THANKS THANK GRACIAS THX TY OK OKAY K BIEN PERFECT PERFECTO GREAT VALE LISTO COOL WELCOME NICE",
}
_BY_WORD = {word: topic for topic, words in _WORDS.items() for word in words.split()}
_SLIPS = [word for word, topic in _BY_WORD.items() if len(word) >= 5 and topic is not Topic.THANKS]
_SPANISH = word_set(
    "HORARIO HORARIOS HORAS COSTO COSTOS PRECIO CUOTA CUESTA OFICINA OFICINAS UBICACION FORMAS FORMA FORMULARIOS FORMULARIO "
    "DOCUMENTOS PAPELES PERSONA AGENTE REPRESENTANTE OPERADORA OPERADOR HUMANO EQUIVOCADO EQUIVOCADA CUSTODIA DIVORCIO LETRA "
    "LETRAS ALTO PARAR PARE DETENER BAJA TERMINAR SALIR BASTA CANCELAR CANCELA CANCELE REVOCAR INICIAR EMPEZAR COMENZAR "
    "REANUDAR AYUDA INFORMACION ESTADO ESTATUS ABRIR LINEA"
)
_LONE_PHRASES = {
    "NOT ME": Topic.NOT_ME,
    "LARGE PRINT": Topic.LARGE_PRINT,
    "LETRA GRANDE": Topic.LARGE_PRINT,
    "LETRAS GRANDES": Topic.LARGE_PRINT,
    "CAL WORKS": Topic.CALWORKS,
    "EN LINEA": Topic.ONLINE,
    "ON LINE": Topic.ONLINE,
    "WRONG NUMBER": Topic.NOT_ME,
    "WRONG PERSON": Topic.NOT_ME,
    "NUMERO EQUIVOCADO": Topic.NOT_ME,
}
_POLITE = word_set(
    "PLEASE PLS PLZ POR FAVOR PORFAVOR PORFA HI HELLO HEY HOLA THE A AN YOUR MY EL LA LAS LOS UN UNA MI SU TEXT "
    "WORD QUIERO "
    "WANT NEED NECESITO ME I YOU MUCH SO VERY MUCHAS MIL MUY"
)
_WORD = re.compile(r"[A-Z0-9]+(?:'[A-Z]+)?")
_WHO = r"(?:HE|SHE|HIM|HER|MY EX|MY HUSBAND|MY WIFE|MY BOYFRIEND|MY PARTNER|THE FATHER|THE DAD|THEY)"

# Questions, in the order they are tried.
_QUESTIONS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.NOT_ME,
        (
            r"\bWRONG (?:NUMBER|PERSON)\b|\bTHIS (?:IS NOT|ISN'T|ISNT|AINT|AIN'T) (?:ME|HER|HIM|MARIA|THAT PERSON|[A-Z]+ (?:S|'S)? ?(?:PHONE|NUMBER))\b|"
            r"\b(?:I'M|IM|I AM) NOT (?:THAT|THE|THIS) (?:PERSON|ONE)\b|\b(?:I )?(?:DIDN'T|DIDNT|DID NOT|NEVER) (?:ASK|ASKED|TEXT|TEXTED|REQUEST|REQUESTED) (?:FOR )?(?:THIS|YOU|ANYTHING|THAT)\b|"
            r"\b(?:NUMERO|PERSONA) EQUIVOCAD[AO]\b|\bNO SOY (?:YO|ELLA|EL|ESA|ESE|LA PERSONA|ESA PERSONA)\b|\bSE EQUIVOC\w+\b|\b(?:YO )?NO (?:PEDI|SOLICITE) (?:ESO|ESTO|NADA)\b"
        ),
    ),
    (
        Topic.LARGE_PRINT,
        (
            r"\b(?:LARGE|BIG|BIGGER|LARGER) (?:PRINT|LETTERS?|TYPE|FONT)\b|\bLETRAS? (?:MAS )?GRANDES?\b|\bBRAILLE\b|\b(?:I'M|IM|I AM|SOY|ESTOY) (?:LEGALLY )?(?:BLIND|DEAF|CIEG[AO]|SORD[AO])\b|"
            r"\b(?:LOW VISION|HARD OF HEARING|BAJA VISION|NO VEO BIEN|NO OIGO BIEN)\b|\b(?:CAN'?T|CANNOT|CAN NOT) (?:SEE|READ|HEAR) (?:WELL|GOOD|SMALL|THE SMALL|TINY)\b|\bSCREEN READER\b|\bRELAY 711\b"
        ),
    ),
    (
        Topic.COST,
        (
            r"\b(?:HOW MUCH) (?:IS (?:IT|THIS|THE)|(?:(?:IT|THIS|THAT) )?COSTS?|DOES|DO (?:I|WE|YOU) (?:PAY|OWE|CHARGE)|TO (?:APPLY|OPEN|FILE)|WILL IT COST|YOU CHARGE)\b|\b(?:IS IT|IS THIS|ITS|IT'S) FREE\b|"
            r"\b(?:ANY|A) (?:COST|FEE|CHARGE)\b|\bDO I (?:HAVE TO )?PAY\b|\bCUANTO (?:CUESTA|VALE|COBRAN|CUESTAN|HAY QUE PAGAR|TENGO QUE PAGAR|SALE)\b|\bES GRATIS\b|\b(?:TIENE|HAY) (?:ALGUN )?COSTO\b|\bTENGO QUE PAGAR\b"
        ),
    ),
    (
        Topic.HOURS,
        (
            r"\bWHAT TIME\b|\bWHAT ARE YOUR HOURS\b|\b(?:OFFICE|BUSINESS|YOUR) HOURS\b|\bWHEN (?:DO|ARE|DOES|WILL) (?:YOU|YALL|THE OFFICE|THEY)(?: \w+)? (?:OPEN|CLOSE|CLOSED)\b|"
            r"\b(?:ARE|IS) (?:YOU|YALL|THE OFFICE|IT|THEY|U)(?: GUYS| ALL| STILL)? (?:OPEN|CLOSED)\b|\b(?:A QUE|QUE) HORAS?\b|\bCUANDO (?:ABREN|CIERRAN)\b|\bESTAN ABIERTOS?\b|\bHASTA QUE HORA\b|\bDIAS FESTIVOS\b"
        ),
    ),
    (
        Topic.FORMS,
        (
            r"\bWHAT (?:DO|DOES|SHOULD|MUST|ELSE DO) (?:I|WE) (?:NEED|HAVE|SEND|SIGN|BRING|RETURN|INCLUDE|FILL)\b|\bWHAT (?:DOCUMENTS|PAPERS|PAPERWORK|FORMS)\b|\bWHERE (?:DO|SHOULD|CAN) I (?:SEND|MAIL|RETURN|DROP|TURN)\b|"
            r"\b(?:HOW|WHERE) TO (?:RETURN|SEND|SIGN|FILL)\b|\bQUE (?:TENGO QUE|DEBO|HAY QUE|NECESITO) (?:MANDAR|ENVIAR|FIRMAR|LLEVAR|LLENAR|HACER CON)\b|\bQUE (?:DOCUMENTOS|PAPELES|FORMAS|FORMULARIOS)\b|"
            r"\b(?:A )?DONDE (?:MANDO|ENVIO|REGRESO|ENTREGO|LLEVO|LOS MANDO|LAS MANDO|LAS ENTREGO)\b"
        ),
    ),
    (
        Topic.OFFICE,
        (
            r"\bWHERE (?:ARE|IS|'S) (?:YOU|YALL|YOUR|THE|UR|U|IT)(?: GUYS)?(?: OFFICE| LOCATED|$)|\b(?:YOUR|OFFICE|THE OFFICE) (?:ADDRESS|LOCATION)\b|\bADDRESS (?:OF|TO|FOR) (?:THE|YOUR) OFFICE\b|"
            r"\bDONDE (?:ESTAN|ESTA LA|QUEDA|QUEDAN|SE ENCUENTRAN)\b|\b(?:DIRECCION|DOMICILIO) DE (?:LA|SU) OFICINA\b|\bCAN I (?:COME|GO|WALK|STOP) (?:IN|BY)\b|\bPUEDO IR\b"
        ),
    ),
    (
        Topic.ONLINE,
        r"\b(?:APPLY|DO (?:IT|THIS)|FILE|SIGN UP|OPEN|ASK) ONLINE\b|\bON THE (?:WEB|INTERNET|COMPUTER)\b|\bPOR INTERNET\b|\bEN LINEA\b|\b(?:WEB ?SITE|PAGINA WEB|SITIO WEB)\b",
    ),
    (
        Topic.CALWORKS,
        r"\b(?:CAL ?WORKS?|TANF|WELFARE|CASH AID|AYUDA EN EFECTIVO)\b",
    ),
    (
        Topic.PERSON,
        (
            r"\b(?:CALL|PHONE) (?:ME|US)(?: BACK)?\b|\bGIVE ME A CALL\b|"
            r"\b(?:TALK|SPEAK) (?:TO|WITH) (?:A|AN|SOME|SOMEONE|SOMEBODY|REAL|MY|THE)\b|\bREAL PERSON\b|\bHABLAR CON\b|\b(?:PUEDEN?|PODRIAN?) (?:LLAMAR|MARCAR)(?:ME)?\b|\bLLAMEN?ME\b|\bMARQUEN?ME\b"
        ),
    ),
    (
        Topic.NOT_OURS,
        r"\b(?:CUSTODY|VISITATION|DIVORCE|LEGAL ADVICE|CUSTODIA|DIVORCIO|VISITAS|CONSEJO LEGAL|IMMIGRATION|INMIGRACION)\b",
    ),
    (
        Topic.WHO_ARE_YOU,
        r"\bWHO (?:IS|ARE|R) (?:THIS|YOU|U|IT)\b|\bWHOS THIS\b|\bWHO'S THIS\b|\bQUIEN(?:ES)? (?:ES|SON|HABLA|ERES)\b|\bDE PARTE DE QUIEN\b",
    ),
    (
        Topic.WHO_MAY_ASK,
        (
            r"\b(?:WHO|CAN (?:A|AN|THE|I|MY)(?: \w+)?) (?:CAN |MAY )?(?:APPLY|OPEN A CASE|ASK|ENROLL|SIGN UP)\b|\b(?:DO|AM) I (?:QUALIFY|ELIGIBLE)\b|"
            r"\b(?:I'M|IM|I AM) (?:THE|A|HIS|HER|THEIR) (?:FATHER|DAD|GRAND\w+|GUARDIAN|AUNT|UNCLE)\b|\bQUIEN PUEDE (?:PEDIR|ABRIR|APLICAR|SOLICITAR)\w*\b|\bPUEDO (?:PEDIR|APLICAR|SOLICITAR)\w*\b|"
            r"\bSOY (?:EL|LA|SU) (?:PAPA|PADRE|ABUEL[AO]|TUTORA?|TI[AO])\b"
        ),
    ),
)
_TOPICS = tuple((topic, re.compile(pattern)) for topic, pattern in _QUESTIONS)
_DO_NOT_CALL = re.compile(r"\b(?:DON'?T|DO NOT|NEVER|NO ME|NO) (?:CALL|LLAME\w*|LLAMAR|MARQUE\w*)\b")


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_DANGER = _any_of(
    rf"\b{_WHO} (?:\w+ )?(?:\w+ )?(?:KILL|HURT|HURTS|HIT|HITS|HITTING|BEAT|BEATS|BEATING|CHOKE|CHOKED|STAB|SHOOT|STALK|STALKS|STALKING|THREATEN|THREATENS|THREATENED|THREATENING|ABUSE|ABUSES|ABUSED)\b",
    r"\b(?:KILL|HURT|HITS?|BEATS?|BEAT UP|HITTING|BEATING|STALKS?|STALKING|THREATENS?|THREATENED|THREATENING|ABUSES|ABUSED|CHOKED|RAPED|SHOOT|STAB) (?:ME|US|MY (?:KIDS?|CHILD|CHILDREN|SON|DAUGHTER|BABY)|THE (?:KIDS|BABY))\b",
    rf"\b(?:AFRAID|SCARED|TERRIFIED|FEAR|HIDING|RUNNING|RAN AWAY) (?:OF|FROM|FOR MY) (?:{_WHO}|MY LIFE|SAFETY)\b|\b(?:FOR|FEAR FOR) MY (?:LIFE|SAFETY)\b",
    r"\b(?:DOMESTIC|FAMILY) VIOLENCE\b|\bVIOLENT\b|\bABUSIVE\b|\bABUSER\b|\bBATTERED\b|\bRESTRAINING ORDER\b|\bPROTECTIVE ORDER\b|\bORDER OF PROTECTION\b|\bSTALKER\b",
    r"\b(?:I'M|IM|I AM|WE ARE|WE'RE|NOT) (?:IN (?:\w+ )?DANGER|NOT SAFE|UNSAFE|SAFE HERE|BEING (?:ABUSED|STALKED|THREATENED|HURT))\b|\bIN DANGER\b|\bNOT SAFE\b|\bCALL 911\b|\bKILL MYSELF\b|\bWANT TO DIE\b|\bSUICID\w+\b",
    rf"\b{_WHO} (?:CAN'?T|CANNOT|CAN NOT|MUST NOT|MUSTN'?T|SHOULDN'?T|SHOULD NOT|WILL) (?:KNOW|FIND (?:OUT|ME|US)|SEE THE MAIL|OPEN MY MAIL)\b|\b(?:FINDS|FIND) (?:OUT|ME|US) (?:HE|SHE|THEY)\b",
    r"\bME (?:PEGA|PEGO|GOLPEA|GOLPEO|VA A MATAR|QUIERE MATAR|MATA|MATARA|AMENAZA|AMENAZO|MALTRATA|ABUSA|ACOSA|PERSIGUE|LASTIMA|HACE DANO|VA A PEGAR|VA A HACER DANO|VIOLO)\b",
    r"\bNOS (?:PEGA|GOLPEA|AMENAZA|MALTRATA|VA A MATAR|LASTIMA)\b|\b(?:LE|LES) (?:PEGA|GOLPEA) A (?:MI|MIS|LOS)\b|\bVIOLENCIA\b|\bVIOLENTO\b|\bABUSADOR\b|\bMALTRATO\b|\bAMENAZAS\b|\bEN PELIGRO\b|\bPELIGROSO\b",
    r"\b(?:TENGO|TENEMOS) (?:MUCHO )?MIEDO\b|\bLE TENGO MIEDO\b|\bORDEN DE (?:RESTRICCION|ALEJAMIENTO|PROTECCION|RESTRINCION)\b|\bQUE NO SE ENTERE\b|\bSI SE ENTERA\b|\bQUIERO MORIR\w*\b|\bMATARME\b",
)
_SILENCE = _any_of(
    r"\b(?:DON'?T|DO NOT|NEVER|NO NEED TO) (?:\w+ )?(?:REPLY|RESPOND|ANSWER)\b",
    r"\b(?:DON'?T|DO NOT|NEVER|NO NEED TO) (?:\w+ )?(?:TEXT|WRITE|MESSAGE|MSG)(?: ME)? BACK\b",
    r"\bNO (?:REPLY|REPLIES|TEXTS? BACK|RESPONSE)\b",
    rf"\b{_WHO} (?:CHECKS?|READS?|SEES|LOOKS (?:AT|THROUGH)|GOES THROUGH|WATCHES|HAS)"
    r" (?:MY|THIS|THE) (?:PHONE|CELL|TEXTS|MESSAGES)\b",
    r"\bNO (?:ME )?(?:CONTESTE\w*|RESPONDA\w*|REGRESE\w* (?:EL )?(?:TEXTO|MENSAJE))\b",
    r"\b(?:REVISA|CHECA|MIRA|LEE) (?:MI|ESTE|EL) (?:CEL|CELULAR|TELEFONO|TEXTOS|MENSAJES)\b",
)
_NO_TEXTS = _any_of(
    # Not "she don't text, her name is ...": what somebody does not do is no wish.
    r"(?<!\bI )(?<!\bHE )(?<!\bSHE )(?<!\bWE )(?<!\bTHEY )"
    r"\b(?:DON'?T|DO NOT|NEVER|STOP) (?:\w+ )?(?:TEXT|TEXTING|MESSAGE|MESSAGING|MSG)\b",
    r"\b(?:DON'?T|DO NOT|NEVER|STOP) (?:\w+ )?(?:TEXT|TEXTING|MESSAGE|MESSAGING|MSG) (?:ME|US|BACK|HERE|THIS|MY|IT)\b",
    r"\b(?:DON'?T|DO NOT) (?:SEND|WANT) (?:ME )?(?:ANY )?(?:TEXTS?|MESSAGES?)\b|\bNO (?:MORE )?(?:TEXTS?|TEXTING|MESSAGES)\b",
    r"\bNO (?:ME )?(?:MAND|ENVI|ESCRIB|TEXTE)\w* (?:TEXTOS?|MENSAJES?|MAS)\b|\bNO ME (?:ESCRIB|TEXTE)\w+\b|\bSIN (?:TEXTOS|MENSAJES)\b",
)
_CALWORKS = re.compile(r"\b(?:CAL ?WORKS?|TANF|WELFARE|CASH AID|AYUDA EN EFECTIVO)\b")
_NO_ADDRESS = re.compile(
    r"\bHOMELESS\b|\b(?:NO|DON'?T HAVE|DO NOT HAVE|HAVE NO|WITHOUT|HAVEN'?T GOT|LOST MY) (?:AN? |ANY )?(?:FIXED |PERMANENT |MAILING |HOME |STEADY |STABLE |REAL )?(?:ADDRESS|HOME|PLACE TO LIVE|HOUSE|MAILBOX)\b"
    r"|\b(?:LIVE|LIVING|LIVEN|SLEEP|SLEEPING|STAY|STAYING) (?:IN|OUT OF|AT|ON) (?:MY CAR|A CAR|A SHELTER|THE SHELTER|A TENT|A MOTEL|THE STREETS?|MY VAN|COUCHES)\b|\bBETWEEN (?:PLACES|HOMES|ADDRESSES)\b|\bCOUCH SURFING\b"
    r"|\b(?:NO TENGO|SIN|PERDI MI) (?:UN |UNA |NINGUN |NINGUNA )?(?:DOMICILIO|DIRECCION|CASA|HOGAR|TECHO|DONDE VIVIR|DONDE RECIBIR|LUGAR FIJO)\b"
    r"|\b(?:VIVO|DUERMO|ESTOY|VIVIENDO) EN (?:MI CARRO|EL CARRO|LA CALLE|UN ALBERGUE|UN REFUGIO|UNA CARPA|MI TROCA)\b"
)
_FOR_CLIENT = re.compile(
    r"\b(?:MY|OUR|A) CLIENT\b|\bON BEHALF OF\b|\bLAW (?:OFFICES?|FIRM)\b|\bATTORNEY FOR\b|\b(?:MI|NUESTR[AO]|UN|UNA) CLIENT[EA]\b|\b(?:EN|A) NOMBRE DE (?:LA|EL|UN|UNA|MI)\b"
    r"|\b(?:I'M|IM|I AM|THIS IS) (?:AN? |THE |HER |HIS |THEIR |[A-Z]+ )?(?:ATTORNEY|LAWYER|SOCIAL WORKER|CASE ?WORKER|CASE MANAGER|PARALEGAL|ADVOCATE|COUNSELOR)\b"
    r"|\b(?:SOCIAL WORKER|CASE MANAGER|CASE ?WORKER|ATTORNEY|PARALEGAL|ADVOCATE) (?:AT|WITH|FOR|FROM|HERE)\b"
    r"|\bSOY (?:EL |LA |SU |UN |UNA )?(?:ABOGAD[AO]|TRABAJADORA? SOCIAL|LICENCIAD[AO]|CONSEJER[AO])\b"
)
_AUTO_REPLY = re.compile(
    r"\bAUTO(?:MATIC|MATED|MATICALLY)? ?(?:REPLY|RESPONSE|RESPONDER|MESSAGE|GENERATED)\b|\b(?:I'M|IM|I AM) (?:CURRENTLY )?(?:DRIVING|IN A MEETING|UNAVAILABLE|AWAY FROM MY PHONE)\b|\bDO NOT DISTURB\b|\bOUT OF (?:THE )?OFFICE\b"
    r"|\bCAN'?T (?:TALK|TEXT|ANSWER) (?:RIGHT )?NOW\b|\b(?:I'LL|I WILL|ILL|WE'LL|WE WILL|WELL) (?:CALL|TEXT|GET BACK TO|RESPOND|REPLY|RETURN)(?: TO)? (?:YOU|YOUR|AS SOON|SHORTLY)\b|\b(?:NUMBER|INBOX|MAILBOX|LINE) (?:IS NOT|DOES NOT ACCEPT|CAN NOT RECEIVE|ISN'T) ?(?:MONITORED|TEXTS?|MESSAGES)?\b"
    r"|\bTHANK(?:S| YOU) FOR (?:CONTACTING|REACHING|CALLING|MESSAGING|TEXTING) (?!ME\b)\w+|\b(?:RESPUESTA|MENSAJE) AUTOMATIC[AO]\b|\bESTOY (?:MANEJANDO|CONDUCIENDO|EN UNA (?:JUNTA|REUNION))\b|\bGRACIAS POR (?:CONTACTAR\w*|COMUNICARSE|ESCRIBIRNOS)\b"
    r"|\bMESSAGE BLOCKING IS ACTIVE\b|\bFREE ?MSG\b|\bUNABLE TO (?:SEND|DELIVER|RECEIVE) (?:MESSAGE|TEXT|MSG)\w*\b|\bNO PUEDO (?:CONTESTAR|HABLAR) (?:AHORA|EN ESTE MOMENTO)\b"
)
_BORROWED = re.compile(
    r"\b(?:FRIEND|SISTER|MOM|MOTHER|COUSIN|NEIGHBOR|AUNT|BROTHER|DAD)(?:'S|S)? (?:PHONE|CELL|CELLPHONE|NUMBER)\b|\b(?:NOT MY|BORROWED|BORROWING A) (?:PHONE|CELL)\b"
    r"|\b(?:CEL|CELULAR|TELEFONO|NUMERO) (?:ES )?(?:DE )(?:MI|UNA|UN|LA) (?:AMIG[AO]|HERMAN[AO]|MAMA|VECIN[AO]|PRIM[AO]|TI[AO]|CUNAD[AO])\b|\b(?:CEL|CELULAR|TELEFONO) PRESTADO\b|\bNO ES MI (?:CEL|CELULAR|TELEFONO)\b"
)
_OF_ANOTHER = re.compile(
    r"\b(?:HE|SHE|HIM|HIS|HER|HES|SHES|HE'S|SHE'S|THEY|THEIR|MY EX|EXES|HUSBAND|WIFE|BOYFRIEND|GIRLFRIEND|FATHER|DAD|MOTHER|MOM|BABYS? DADDY|LIVES|WORKS|OWES)\b"
    r"|\b(?:EL|ELLA) (?:VIVE|TRABAJA|DEBE|NO)\b|\b(?:VIVE|TRABAJA|DEBE|MI EX|ESPOS[AO]|MARIDO|NOVI[AO]|PAPA|PADRE|MAMA|MADRE)\b"
)
_COUNTRIES = (
    r"MEXICO|GUATEMALA|EL SALVADOR|HONDURAS|NICARAGUA|COSTA RICA|COLOMBIA|VENEZUELA|ECUADOR|PERU|CANADA|PHILIPPINES|FILIPINAS|"
    r"INDIA|PAKISTAN|CHINA|VIETNAM|THAILAND|RUSSIA|UKRAINE|ENGLAND|UNITED KINGDOM|UK|GERMANY|FRANCE|SPAIN|ESPANA|ITALY|JAPAN|KOREA|"
    r"AUSTRALIA|BRAZIL|BRASIL|ARGENTINA|CHILE|CUBA|DOMINICAN REPUBLIC|REPUBLICA DOMINICANA|BC|AFGHANISTAN|IRAN|ARMENIA|FIJI|TONGA|SAMOA"
)
_FOREIGN_PLACES = (
    r"TIJUANA|MEXICALI|GUADALAJARA|MONTERREY|CIUDAD JUAREZ|CDMX|JALISCO|MICHOACAN|SINALOA|OAXACA|ZACATECAS|GUANAJUATO|"
    r"NAYARIT|VERACRUZ|TLAXCALA|BAJA CALIFORNIA|CHIHUAHUA|TORONTO|VANCOUVER|ONTARIO CANADA|MANILA|MUMBAI|KABUL|KYIV"
)
_ABROAD = re.compile(rf"(?<!NEW )(?<!FROM )\b(?:{_COUNTRIES}|{_FOREIGN_PLACES})\b")
_CODIGO_POSTAL = re.compile(r"\b(?:C P|CP) (\d{5})\b")
# Looked for in the last words only: an address ends with its country.
_ENDS_ABROAD = re.compile(
    rf"(?<!NEW )(?<!FROM )(?<! DE )\b(?:{_COUNTRIES})(?: (?:C P |CP )?\d{{4,6}})?(?: (?:POR FAVOR|PLEASE|GRACIAS|THANKS))?$"
)
_END = 60

_OTHER_LANGUAGE = re.compile(
    rf"\b(?:IN|EN|SPEAKS?|HABL[OA]|FORMS?|FORMAS|NEED|WANT|NECESITO|QUIERO|ONLY|SOLO|A|AN)(?: ONLY| SOLO| THE)? ({'|'.join(TONGUES)})\b(?! (?:RD|ST|AVE|WAY|DR|LN|CT|BLVD|CAMP|HILL|CREEK)\b)"
    rf"|\b({'|'.join(TONGUES)}) (?:PLEASE|PLS|FORMS?|SPEAKER|INTERPRETER|TRANSLATOR|POR FAVOR|LANGUAGE|ONLY)\b"
)
_OTHER_WORDS = {
    "tl": word_set("KAILANGAN SALAMAT PO ANAK PAANO PANGALAN KO AKO NG MGA TULONG PARA SUSTENTO"),
    "hmn": word_set("KUV THOV KOJ TSIS NTAWV LUS HMOOB YUAV PAB TUS MENYUAM NYOB"),
}
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9đĐơƠưƯ]")
_SCRIPTS = {
    "CYRILLIC": "cyrillic", "CJK": "han", "HIRAGANA": "japanese", "KATAKANA": "japanese", "HANGUL": "korean", "ARABIC": "arabic",
    "GURMUKHI": "gurmukhi", "DEVANAGARI": "devanagari", "THAI": "thai", "LAO": "lao", "KHMER": "khmer", "ARMENIAN": "armenian",
    "HEBREW": "hebrew", "GREEK": "greek", "BENGALI": "bengali", "TAMIL": "tamil", "ETHIOPIC": "ethiopic",
}  # fmt: skip
_LONGEST = 1_600
_YES = word_set(
    "YES YEA YEAH YEP YUP SI SIP CLARO CORRECT CORRECTO CORRECTA RIGHT OK OKAY SURE GOOD BIEN EXACTO PERFECT PERFECTO Y S"
)
_NO = word_set("NO NOPE NAH WRONG INCORRECT INCORRECTO INCORRECTA MAL ERROR EQUIVOCADA EQUIVOCADO N")
_AROUND = word_set(
    "IT IS IT'S ITS THAT THATS THAT'S THE ALL THIS PLEASE POR FAVOR ESTA ES TODO MUY THANKS THANK YOU GRACIAS ADDRESS DOMICILIO "
    "DIRECCION NAME NOMBRE LA EL"
)


def read_agreement(text: str) -> bool | None:
    """Yes or no, when the text is that and nothing more. We never ask for the words; people write them all the same."""
    if len(text) > 60:
        return None
    words = _WORD.findall(fold(clean(text)))
    telling = [word for word in words if word not in _AROUND]
    if not telling:
        return None
    if all(word in _YES for word in telling):
        return True
    return False if telling[0] in _NO and all(word in _NO | _YES for word in telling) else None


def read_signals(text: str) -> Signals:
    """What `text` (without Social Security numbers) tells beside its command."""
    bare = clean(text[:_LONGEST])
    if is_reaction(bare):
        return Signals(found=frozenset({Signal.AUTO_REPLY}))
    words = _WORD.findall(fold(bare))
    flat = " ".join(words)
    topic, alone = (Topic.THANKS, True) if _is_emoji_alone(text[:_LONGEST]) else _topic(words, flat)
    found = {signal for signal, pattern in _PATTERNS if pattern.search(flat)}
    if (code := _CODIGO_POSTAL.search(flat)) and not _is_californian(code[1]):
        found.add(Signal.ABROAD)
    end = flat[-_END:]
    if any(char.isdigit() for char in flat[:-6]) and _ENDS_ABROAD.search(end):
        found.add(Signal.ENDS_ABROAD)
    tongue = _tongue(flat, words, bare)
    script = _script(bare)
    if tongue is not None:
        found.add(Signal.OTHER_LANGUAGE)
    if script is not None:
        found.add(Signal.OTHER_SCRIPT)
    if topic is Topic.LARGE_PRINT:
        found.add(Signal.LARGE_PRINT)
    return Signals(topic, alone, _is_spanish(words), frozenset(found), tongue or script)


def _is_californian(code: str) -> bool:
    """Parents here call a ZIP "CP" too; Mexican codes are as long, and few of them are ZIPs of this state."""
    place = place_of(code)
    return place is not None and place.state == "CA"


_PATTERNS = (
    (Signal.DANGER, _DANGER),
    (Signal.SILENCE, _SILENCE),
    (Signal.NO_TEXTS, _NO_TEXTS),
    (Signal.ABROAD, _ABROAD),
    (Signal.NO_ADDRESS, _NO_ADDRESS),
    (Signal.CALWORKS, _CALWORKS),
    (Signal.FOR_CLIENT, _FOR_CLIENT),
    (Signal.AUTO_REPLY, _AUTO_REPLY),
    (Signal.LARGE_PRINT, _TOPICS[1][1]),
    (Signal.BORROWED, _BORROWED),
    (Signal.OF_ANOTHER, _OF_ANOTHER),
)


def _topic(words: list[str], flat: str) -> tuple[Topic | None, bool]:
    telling = [word for word in words if word not in _POLITE]
    lone = _LONE_PHRASES.get(" ".join(telling)) or _LONE_PHRASES.get(flat)
    if lone is not None:
        return lone, True
    if telling and all(_BY_WORD.get(word) is Topic.THANKS for word in telling):
        return Topic.THANKS, True
    meant = {_meant(word) for word in telling} if len(telling) <= 2 else {None}
    if len(meant) == 1 and None not in meant:
        return meant.pop(), True
    return _question(flat), False


def _is_emoji_alone(text: str) -> bool:
    bare = "".join(text.split())
    return (
        bool(bare)
        and not any(char.isalnum() for char in bare)
        and any(unicodedata.category(char) == "So" for char in bare)
    )


def _question(flat: str) -> Topic | None:
    topic = next((topic for topic, pattern in _TOPICS if pattern.search(flat)), None)
    if topic is Topic.PERSON and _DO_NOT_CALL.search(flat):
        return None
    return topic


def _is_spanish(words: list[str]) -> bool:
    telling = [word for word in words if word not in _POLITE]
    return 0 < len(telling) <= 2 and any(word in _SPANISH or _word_of_ours(word) in _SPANISH for word in telling)


def _meant(word: str) -> Topic | None:
    ours = _word_of_ours(word)
    return None if ours is None else _BY_WORD[ours]


def _word_of_ours(word: str) -> str | None:
    """The topic's word that this is, or is one slip away from."""
    if word in _BY_WORD:
        return word
    if len(word) < 5 or word.isdigit() or ordinary(word) or name_grades(word)[0] > "0":
        return None
    return next((known for known in _SLIPS if edits(word, known, 1) <= 1), None)


def _tongue(flat: str, words: list[str], bare: str) -> str | None:
    named = _OTHER_LANGUAGE.search(flat)
    if named is not None:
        return TONGUES[named.group(1) or named.group(2)]
    if not bare.isascii() and len(_VIETNAMESE.findall(bare)) >= 2:
        return "vi"
    heard = {tongue: len(known & set(words)) for tongue, known in _OTHER_WORDS.items()}
    return next((tongue for tongue, count in heard.items() if count >= 3), None)


def _script(bare: str) -> str | None:
    """The script most letters are in, when that is not the Latin one."""
    if bare.isascii():
        return None
    names = [unicodedata.name(char, "").partition(" ")[0] for char in bare if char.isalpha()]
    other = [name for name in names if name in _SCRIPTS]
    if len(other) < 2 or len(other) * 3 < len(names):
        return None
    return _SCRIPTS[max(set(other), key=other.count)]
