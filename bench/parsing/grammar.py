"""Wordings put together from parts, by the thousand: no list of whole phrases is long enough."""

from __future__ import annotations

import random

_OWN = ["", "", "my", "our", "the", "mi", "su", "nuestra", "parent's", "client", "current", "new", "this is my", "here is my", "my current"]
_NAME_NOUNS = """name|full name|legal name|first and last|name and last name|complete name|applicant|applicant name|parent|parent name|
mother|mother's name|client|client name|customer|guardian|caretaker|grandparent|mom|person|person's name|recipient|addressee|mail name|
nombre|nombre completo|nombre y apellido|nombre legal|solicitante|persona|destinatario|madre|mamá|tutor|cliente|a nombre de|señora|
requester|caregiver|tía|abuela|titular|firma|signature|contact|contacto|nombre de la persona|who|info|yours truly""".replace("\n", "").split("|")
_NAME_VERBS = """I am|I'm|im|it's|its|this is|that is|they call me|people call me|soy|yo soy|me llamo|habla|le habla|le escribe|les habla|
writing is|texting is|mail it to|make it to|address to|addressed to|put|write|please put|use the name|under|in the name of|it goes to|
should say|should go to|needs to go to|is for|packet for|forms for|case for|requesting for|sent by|sent from|de parte de|de|para|va para|
from|por|quien solicita es|la solicitante es|la persona es|con nombre|on behalf of myself|sincerely|thanks|atentamente|att|-""".replace("\n", "").split("|")
_PLACE_NOUNS = """address|addr|home address|mailing address|house|home|place|apartment|residence|location|mailbox|mail|street address|
postal address|shelter|current address|best address|new address|physical address|dirección|direccion|domicilio|casa|correo|
residencia|dir|calle|ubicación|lugar|direccion postal|dirección actual|departamento|hogar|dwelling|street""".replace("\n", "").split("|")
_PLACE_VERBS = """I live at|I live in|live at|living at|I stay at|staying at|I reside at|residing at|we live at|we stay at|located at|
I am at|I'm at|im at|I can be found at|I get mail at|mail goes to|mail to|send to|send it to|send them to|send everything to|ship to|
deliver to|please send to|please mail to|can be mailed to|it can go to|should go to|bring to|vivo en|vivimos en|resido en|estoy en|
me quedo en|rento en|recibo mi correo en|mandar a|mándelo a|mandenlo a|enviar a|envíelo a|envienlo a|se puede mandar a|lo recibo en|
moved to|just moved to|me mudé a|at|in|on|over at|to|a|en""".replace("\n", "").split("|")
_IS = ["", "", "", " is", ":", ":", " -", " =", " es", " would be", " will be", ",", " >", " is:", " es:"]
_ASK = """I need|i want|I would like|I'd like|we need|please send|send|send me|mail|mail me|can I have|could I get|can you send|give me|
may I get|I prefer|I'd rather have|want|need|would like|requesting|looking for|do you have|please make|it should be|must be|
quiero|necesito|quisiera|me gustaría|mándeme|mande|mandeme|envíeme|prefiero|favor de mandar|por favor mande|pueden mandar|deseo|
ocupo|pido|si tienen|que vengan|que venga|mejor|si es posible""".replace("\n", "").split("|")
_THINGS = """|||forms|the forms|my forms|paperwork|papers|the papers|packet|the packet|package|documents|it|them|everything|all|copies|
version|letter|mail|information|formas|las formas|papeles|los papeles|documentos|paquete|el paquete|todo|formularios|
la información|cartas|copia|application|the application|enrollment forms""".replace("\n", "").split("|")
_KNOW = """I speak|I only speak|I read|I only read|we speak|my mom speaks|my family reads|I understand|I understand only|
I talk|hablo|solo hablo|leo|solo leo|entiendo|nada más entiendo|nomas hablo|hablamos|mi familia habla|my language is|
first language|primary language:|language:|preferred language|pref language|idioma:|mi idioma es|lengua""".replace("\n", "").split("|")
_REFUSE = """no|not|not in|no need for|I don't want|dont send|do not send|don't need|I dont need it in|never in|without|no quiero|
no necesito|no mande en|sin|no me mande en|nada en|please no|skip""".replace("\n", "").split("|")
_IN = ["in", "in", "en", "en", ""]
_AFTER = ["", "", "", "please", "pls", "plz", "thanks", "only", "por favor", "porfa", "gracias", "if possible", "if you can", "version", "copies", "forms", "ok", "!", "."]
_ENGLISH, _SPANISH = ["English", "english", "ingles", "inglés"], ["Spanish", "spanish", "español", "espanol", "Español"]
_OPEN_BEFORE = """|||||hi|hello|hey|hola|good morning|buenas tardes|yes|ok|please|I want to|I need to|trying to|can I|I would like to|
how do I|can you|we want to|told to text|the flyer said|quiero|necesito|quisiera|me dijeron|para|favor de|vengo a|want to|id like to|
was told to|texting to|I am writing to|le escribo para|estoy tratando de|how can I|ready to|am here to|here to""".replace("\n", "").split("|")
_OPEN_AFTER = """|||||||a case|my case|case|new case|a child support case|a support case|un caso|mi caso|caso|un caso nuevo|request|
please|pls|por favor|now|for me|for child support|file|a file|account|un expediente|asap|child support|manutencion|application|
para mi|for my kids|thanks|one|up""".replace("\n", "").split("|")


def name_intro(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return f"{rng.choice(_OWN)} {rng.choice(_NAME_NOUNS)}{rng.choice(_IS)}".strip()
    return rng.choice(_NAME_VERBS) + rng.choice(["", "", "", ":", ","])


def place_intro(rng: random.Random) -> str:
    lead = rng.choice(["", "", "", "and ", "y ", "also ", "ok "])
    if rng.random() < 0.45:
        return f"{lead}{rng.choice(_OWN)} {rng.choice(_PLACE_NOUNS)}{rng.choice(_IS)}".strip()
    return lead + rng.choice(_PLACE_VERBS) + rng.choice(["", "", "", "", ":"])


def language_ask(rng: random.Random, spanish: bool) -> str:
    wanted, other = (_SPANISH, _ENGLISH) if spanish else (_ENGLISH, _SPANISH)
    word, roll = rng.choice(wanted), rng.random()
    if roll < 0.45:
        text = f"{rng.choice(_ASK)} {rng.choice(_THINGS)} {rng.choice(_IN)} {word} {rng.choice(_AFTER)}"
    elif roll < 0.6:
        text = f"{rng.choice(_KNOW)} {word} {rng.choice(_AFTER)}"
    elif roll < 0.75:
        text = f"{rng.choice(_THINGS)} {rng.choice(_IN)} {word} {rng.choice(_AFTER)}"
    elif roll < 0.88:
        text = f"{rng.choice(_REFUSE)} {rng.choice(other)} {rng.choice(_AFTER)}"
    else:
        text = f"{rng.choice(_REFUSE)} {rng.choice(other)}, {rng.choice(_THINGS)} {rng.choice(_IN)} {word}"
    return " ".join(text.split())


def opener(rng: random.Random) -> str:
    word = rng.choice(["OPEN", "open", "Open", "abrir", "ABRIR", "OPEN", "opening", "opne", "openn", "oepn", "opem", "abrirr", "abrri"])
    return " ".join(f"{rng.choice(_OPEN_BEFORE)} {word} {rng.choice(_OPEN_AFTER)}".split()) + rng.choice(["", "", "", ".", ":", ",", "!", " -"])
