"""Words that the invented messages are made of. `TRAIN` wordings teach the segmenter; `HELD` ones only judge it.

Nothing in HELD may be moved into TRAIN, into a rule or into a word list because it failed: write a new one instead.
"""

from __future__ import annotations


def rows(text: str) -> list[str]:
    return [row.strip() for row in text.replace("\n", "|").split("|") if row.strip()]


NATURE = """oak pine cedar elm maple willow birch aspen cypress redwood sequoia magnolia acacia laurel walnut almond cherry peach
apple olive orange lemon vine grape rose lily iris poppy lupine clover fern ivy sage juniper manzanita hawk eagle falcon
quail heron robin dove swan fox deer elk bear wolf beaver otter river creek brook lake pond bay harbor shore ocean sea beach island
mountain hill ridge valley canyon meadow prairie field forest wood grove park garden spring falls stone rock granite
marble gold silver copper iron sand clay sun moon star sky cloud rain snow wind storm summer winter autumn dawn sunset
morning evening shadow light mission vista sierra pacific valley bell mill bridge ranch farm barn station depot market church
school college university hospital airport railroad industrial commerce center capital capitol court plaza liberty freedom union
independence heritage pioneer frontier pony wagon trail miner prospector gold saddle stallion mustang colt bay arabian
english spanish french dutch irish scottish german italian american indian open spanish state street park""".split()
ADJECTIVES = """old new north south east west big little high low upper lower red blue green white black golden silver sunny
shady quiet hidden deep long broad fair grand royal wild windy misty crystal shining autumn summer winter lone twin spanish
english open grand natural country village garden mountain river rolling running whispering singing""".split()
SPANISH_STREET = """sol luna oro plata flores rosas pinos robles rios lago mar cielo verde blanco alto bonita grande palos
pueblos olivos alamos cerros angeles santos reyes rey reina paso camino vista playa palma encina mesa loma valle sierra
madera arroyo laguna fuente paloma mariposa estrella esperanza paz amador verano monte puente toro leon aguila""".split()
SPANISH_HEAD = "El|La|Los|Las|Del|De la|San|Santa|Rio|Via|Casa|Villa|Monte|Palo|Agua|El Camino|La Riviera|Del Rey".split("|")
SPANISH_WAY = "Calle|Camino|Via|Avenida|Paseo|Corte|Rancho|Vereda|Placita|Caminito|Avenida de|Camino del|Via del".split("|")
SUFFIXES = (
    "St 12|Street 10|St. 3|Ave 12|Avenue 7|Av 1|Ave. 3|Rd 8|Road 5|Dr 12|Drive 7|Dr. 2|Way 22|Wy 1|Ln 6|Lane 5|Ct 12|"
    "Court 7|Ct. 2|Blvd 8|Boulevard 4|Blvd. 2|Cir 6|Circle 5|Pl 3|Place 3|Pkwy 2|Parkway 2|Ter 1|Terrace 1|Trl 1|Trail 1|Loop 1|"
    "Hwy 1|Plaza 1|Sq 1|Square 1|Walk 1|Run 1|Path 1|Row 1|Pass 1|Cove 1|Aly 1|Alley 1|Xing 1|Crossing 1|Point 1|Ridge 1|"
    "Glen 1|Vista 1|View 1|Bend 1|Trak 1|Bluff 1|Hollow 1|Park 1|Hill 1|Heights 1|Landing 1|Grove 1|Meadows 1|Mall 1|Creek 1|Green 1"
)
UNITS_NUMBERED = (
    "Apt 30|apt 12|APT 6|Apt. 8|Apartment 6|apartamento 2|Apto 3|apto. 1|depto 2|departamento 1|Unit 14|unit 5|Ste 4|Suite 3|"
    "Ste. 2|Space 4|Spc 6|Sp 2|espacio 1|Rm 2|Room 2|cuarto 1|Lot 3|Trlr 2|Trailer 2|traila 1|Fl 1|Floor 1|piso 1|Bldg 2|"
    "Building 1|edificio 1|# 20|#  3|No 1|No. 1|num 1|Unit # 2|Apt # 4|apt no 1|Dept 1|Box 1|PMB 2|Slip 1|unidad 1|Apt#  3|apart 1|appt 1|aprt 1"
)
UNITS_ALONE = "rear|front unit|upstairs|downstairs|basement|upper|lower|back house|in the back|Rear|Bsmt|Upper|PH|side|Lower unit|granny flat".split("|")

OPENERS = {
    "train": rows("""OPEN|OPEN|OPEN|open|Open|OPEN:|OPEN,|OPEN -|OPEN.|"OPEN"|“Open”|Open!|*OPEN*|open-|OPEN>|abrir|ABRIR|Abrir:|abrir,|OPEN PLEASE|open pls|OPEN CASE
    hi open|hello, OPEN|Hey open|good morning OPEN|Good afternoon, open|hola ABRIR|buenos dias, abrir|buenas tardes abrir|OPEN a case|OPEN new case
    I want to open a case|I would like to open a case.|i need to open a child support case|can i open a case|please open my case|how do I open a case?
    quiero abrir un caso|quisiera abrir un caso,|me gustaria abrir un caso.|necesito abrir un caso de manutencion|opne|opem|oepn|OPN|opeen|abri|abir|OPEN!!|Open please,
    trying to open a case|hello i was told to text OPEN|they told me to text open to this number|me dijeron que mandara ABRIR|saw the flyer OPEN|OPEN OPEN|OPEN for child support|Text OPEN"""),
    "held": rows("""yes hi I'd like to get a case opened, OPEN|OPEN my file pls|Per your poster: OPEN|Requesting to open a support case.|OPEN (new)|~OPEN~|<OPEN>
    my worker said send the word open|ABRIR caso nuevo|deseo abrir un expediente|le escribo para abrir un caso de sustento|OPEN 🙏|Opening a case:|sending OPEN like the website says|OPEN new applicant"""),
}
NAME_INTROS = {
    "train": rows("""my name is|My name is|name is|name:|Name:|Name -|NAME|full name:|Full name -|my full name is|I am|I'm|im|i am|this is|it's|its|It is|hi im|hello my name is|me llamo|Me llamo
    mi nombre es|Mi nombre es|nombre:|Nombre|nombre completo:|Nombre completo -|soy|Soy|yo soy|for|For:|to|To:|attn:|mail to|Mail to:|send to|Send it to|the name is|legal name|First and last name:|Name of parent:|mother:|mom:|Mr|Mrs.|Ms|Sra.|name=|n:|a nombre de|para
    please send to|my name|Customer name:|my legal name is|I go by|here is my name:|Nombre y apellido:|se llama|under the name|para la senora"""),
    "held": rows("""the name's|they call me|yo me llamo|parent name >|applicant:|Applicant name -|requested by|From:|from|signed,|put it under|custodial parent:|Solicitante:|quien escribe es|le habla|address it to|Recipient:|make it out to|name on the mailbox is|me apellido y nombre:|my info: name"""),
}
ADDRESS_INTROS = {
    "train": rows("""my address is|My address is|address:|Address:|Address -|ADDRESS|address is|I live at|i live at|live at|living at|I stay at|staying at|i live on|I reside at|residing at|home address:|mailing address:|Mailing address is|my mailing address is|mail it to|Mail to|send it to|send to|Please mail to|please send forms to|at|@|from|of|addy:|addy is|add:|domicilio:|Domicilio -|direccion:|mi direccion es|mi dirección es|Dirección:|vivo en|Vivo en|mi domicilio es|y vivo en|and I live at|and my address is|and i stay at|and|mandar a|enviar a|manden a|mi direccion|my new address is|street:|Street address:|calle:|located at|current address|my apartment is at|they can be mailed to|envienlo a|mandelo a"""),
    "held": rows("""we are at|you can mail stuff to|my place is|house is at|deliver to|ship to:|currently at|mailbox:|Residence:|residence address -|lives at|addr.|moved to|crashing at my moms|estoy en|recibo correo en|favor de mandar a|mi casa es|Correo:|resido en|package goes to|where i get mail:|goes to|forms can go to|I get my mail @|con domicilio en"""),
}
SPANISH_ASKS = {
    "train": rows("""Spanish|spanish|SPANISH|in Spanish|in spanish please|Spanish please|spanish pls|Spanish plz|forms in Spanish|spanish forms|Spanish forms please|forms: Spanish|language: Spanish|Language - spanish|I need Spanish|i need my paperwork in spanish|send forms in spanish|would like Spanish forms|Would like the forms in Spanish|please send in spanish|I speak Spanish|I only speak spanish|i read spanish|spanish speaker|Spanish speaking|espanol|español|Español|en español|en espanol|en espanol por favor|en español porfavor|español porfa|formas en español|formas en espanol por favor|quiero formas en espanol|documentos en español|los papeles en español|idioma: español|prefiero español|hablo español|solo hablo español|necesito las formas en español|formularios en español|mande todo en español|por favor en espanol|spanich please|spansh|in spanich|no english, spanish please|I do not speak English, Spanish forms please|not english, spanish|no hablo ingles, en espanol|spanish not english|No ingles, español|I dont read english need spanish|spanish version|the spanish ones|forms spanish pls|es español|in español please|send me the Spanish packet|can i get it in spanish|can you send them in Spanish|puede ser en español|spanish would be better|mom reads spanish|we need spanish|Spanish 🙏|paperwork spanish"""),
    "held": rows("""I'd prefer everything in Spanish|could the packet be in Spanish?|my english is bad, spanish better|hispanohablante, español|papelería en español|todo en castellano|me lo mandan en español|Spanish edition if available|my reading language is spanish|spanish language|Lang=Spanish|kindly provide Spanish copies|q sea en español|es posible recibirlo en español?|la información en español|I understand Spanish best|spanish, thank u|en mi idioma español|entiendo solo español|rather have it in Spanish"""),
}
ENGLISH_ASKS = {
    "train": rows("""English|english|ENGLISH|in English|in english please|English please|english pls|forms in English|english forms|forms: English|language: English|I read English|english is fine|ingles|en ingles|en inglés|formas en ingles|English not Spanish|english forms not spanish|no spanish|No Spanish please|no spanish needed|not in spanish|I don't need Spanish|we don't need them in Spanish|don't send spanish|no need for spanish forms|no necesito español|en ingles no en español|no español|dont want spanish|I prefer English|no spanish thanks|do not speak spanish|english only|ENGLISH ONLY|I can't read Spanish|English version please|ingles por favor"""),
    "held": rows("""English will do|please no Spanish copies|everything in english|I can't understand spanish, english|English instead of Spanish|mejor en inglés|prefiero inglés|skip the spanish|Lang=English|rather English than Spanish|inglés está bien|not spanish, the english one"""),
}
CHATTER = {
    "train": rows("""please|thanks|thank you|Thank you!|thx|ty|gracias|Gracias|por favor|please and thank you|God bless|🙏|😊|❤️|👍🏽|asap|ASAP please|as soon as possible|lo mas pronto posible|hope to hear from you|I need help|need help with child support|i need child support for my kids|I have 2 kids|i have three children|he doesnt help me|he is not paying|the father is not helping|no me ayuda con los niños|tengo dos hijos|soy madre soltera|I am a single mom|single father of 2|I get calworks|im on calworks|i just moved|we separated last year|I dont have a car|i work nights|please dont call|please don't text me back|dont text back he checks my phone|call me|please call after 5|text only|how long does it take|when will it come|is there a fee|how much does it cost|what else do you need|let me know if you need anything else|that's all|ok|hello|hi|hola|good morning|buenos dias|buenas tardes|sorry|sorry for the typo|my phone is dying|i saw the poster at the clinic|a friend told me|my social worker gave me this number|it's for my grandbaby|I have custody|grandmother with guardianship|this is my friends phone|este cel es de mi amiga|no se mucho de esto|can someone help me|necesito ayuda|es urgente|it is urgent|mail it|I want the forms|send me the forms|send me the package|mandeme las formas|please mail the packet|need papers|the enrollment package please|no tengo carro|my ex left|we were never married|need paternity test|he lives out of state|he works construction|have a blessed day|que tenga buen dia|waiting for your reply|new here|first time doing this|I need to file for child support|quiero manutencion para mis hijos"""),
    "held": rows("""appreciate it|much appreciated|cheers|muchas gracias por su ayuda|Dios lo bendiga|bless you all|hoping this works|my caseworker referred me|looking forward to it|no rush|whenever you can|quedo al pendiente|ojala me puedan ayudar|got your number from the county site|my baby is 4 months|dad stopped paying in march|we share custody|je suis desole|idk if this is right|pls reply when u get this|el papa no coopera|trying to get some support started|does this cost money|forms needed quick|hablame si falta algo"""),
}
# What is said of others: their names are not the sender's.
OTHERS = {
    "train": rows("""my son is {}|my daughter is {}|My son's name is {}|child: {}|child's name {}|childs name: {}|kids: {}|my kids are {} and {}|the father is {}|father: {}|dad's name is {}|father's name {}|the other parent is {}|his name is {}|her name is {}|ex husband {}|my ex is {}|mi hijo se llama {}|mi hija es {}|el papa es {}|el padre se llama {}|la mama es {}|my baby {}|for my child {}|against {}|the dad {}|baby daddy is {}|nombre del padre: {}|nombre del niño {}|the mother is {}"""),
    "held": rows("""I have a boy named {}|my little girl {} is 3|non custodial parent: {}|it's about {}|father's full name = {}|el progenitor es {}|mis hijos: {} y {}|dependents {}|he is called {}|NCP {}"""),
}
PRIVATE = {
    "train": rows("""ssn {s}|SSN: {s}|my social is {s}|social security {s}|social {s}|seguro social {s}|ss# {s}|{s}|phone {p}|ph {p}|ph# {p}|Ph: {p}|# {p}|contact {p}|Phone: {p}|my number is {p}|cell {p}|call me at {p}|mi telefono es {p}|tel {p}|{p}|email {e}|{e}|my email is {e}|dob {d}|DOB: {d}|born {d}|date of birth {d}|birthday {d}|fecha de nacimiento {d}|nacida {d}|case number {c}|case # {c}|my case is {c}|caso {c}|numero de caso {c}|case: {c}|driver license {c}|# de seguro social {s}|no. de seguro {s}|num de telefono {p}|ssn# {s}|# de telefono {p}"""),
    "held": rows("""soc sec no. {s}|# de seguro {s}|reach me {p}|contact no {p}|celular {p}|correo {e}|b-day {d}|nací el {d}|old case no. {c}|par id {c}"""),
}
CARE_INTROS = {
    "train": rows("c/o|C/O|care of|in care of|c/o|C/o:|co|attn|Attn:|al cuidado de"),
    "held": rows("% |℅|under care of|c/o my mom|a/c de|atencion"),
}
ZIP_INTROS = rows("zip|zip code|zip:|Zip|ZIP CODE|zip code is|codigo postal|código postal:|cp|zipcode")
