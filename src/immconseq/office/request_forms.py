"""What a form may ask of people who request that consequences be considered.

A general summary of the consequence and of the hardship is enough. Whoever must first show papers,
fill in a questionnaire, pay an expert or gather letters does not ask, and a question of status is
answered even by leaving it open.

Names and labels are read as people write them, in English and in Spanish. What may be asked is
recognised word by word: a field with a single word that is not known is not called harmless.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import attrs

from immconseq.errors import CaseError, Fault, shown
from immconseq.kinds import Flag, Items, Object, Record, Text, says
from immconseq.office.model import Office
from immconseq.office.place_law import place_law
from immconseq.office.results import Check, Item, Severity

__all__ = ["CODES", "FormField", "RequestForm", "RequestFormCheck", "check_request_form"]

CODES = {
    "status_question": "It asks for immigration status, citizenship, nationality or birthplace.",
    "identity_document": "It asks for a paper or a number that says who a person is.",
    "questionnaire": "It asks for a history, by a questionnaire or piece by piece.",
    "declaration": "It asks for something sworn, or for an expert.",
    "letter": "It asks for letters or references.",
    "papers": "It asks for other papers, as proof of what a summary would say.",
    "not_needed": "It asks for what the request can do without.",
    "not_understood": "It is not known what it asks; somebody has to look.",
    "allowed": "It may be asked.",
}
"""The public names of what a field may be, and what each means."""

PRACTICE = "policy, practice 4: no burdensome prerequisites"


@attrs.frozen(kw_only=True)
class FormField(Record):
    """A field of a form.

    Raises:
        CaseError: With every fault.
    """

    name: str = attrs.field(metadata=says(Text(), "What the form calls it, as alien_number."))
    label: str | None = attrs.field(
        default=None, metadata=says(Text(), "What people read beside it; left out: the name alone.")
    )
    required: bool | None = attrs.field(
        default=None,
        metadata=says(Flag(), "Must it be filled in? Left out: not known, and read as yes."),
    )


@attrs.frozen(kw_only=True)
class RequestForm(Record):
    """A form on which people ask that consequences be considered.

    Raises:
        CaseError: With every fault.
    """

    schema_id = "immconseq/request-form/1"

    fields: tuple[FormField, ...] = attrs.field(
        default=(), metadata=says(Items(of=Object(FormField)), "Its fields, in order.")
    )


class RequestFormCheck(Check):
    """Whether a form asks for more than it may; every field is listed, with one of `CODES`."""

    __slots__ = ()

    schema_id = "immconseq/request-form-check/1"
    title = "Request form"


def check_request_form(fields: object, office: Office | None = None) -> RequestFormCheck:
    """Look for what a form may not ask.

    Args:
        fields: A list of `FormField`, or of dicts of their keys; a `RequestForm`, or a dict of it.
        office: Whose law of the place is cited; ``None``: none is.

    Returns:
        An item for each field and each thing that it asks: a barrier where it must be answered, a
        warning where it need not. A question of status is a barrier either way. A field that may be
        asked is a note.

    Raises:
        CaseError: With every fault.
    """
    form, at = _form(fields)
    return RequestFormCheck(
        items=tuple(
            item
            for number, field in enumerate(form.fields)
            for item in _items(field, f"{at}[{number}]", office)
        )
    )


def _form(fields: object) -> tuple[RequestForm, str]:
    """The form, and the path of its list of fields."""
    if isinstance(fields, RequestForm):
        return fields, "$.fields"
    if isinstance(fields, Mapping):
        return RequestForm.from_dict(fields), "$.fields"
    if not isinstance(fields, list | tuple):
        raise CaseError(
            [Fault(path="$", found=shown(fields), expected="a list of fields", code="type")]
        )
    plain = [f.to_dict() if isinstance(f, FormField) else f for f in fields]
    try:
        return RequestForm.from_dict({"fields": plain}), "$"
    except CaseError as error:
        faults = [attrs.evolve(f, path=f"${f.path.removeprefix('$.fields')}") for f in error.faults]
        raise CaseError(faults) from None


def _items(field: FormField, path: str, office: Office | None) -> Iterator[Item]:
    shown_as = shown(field.label or field.name)
    for code in _codes(field):
        yield Item(
            code=code,
            severity=_severity(code, field.required),
            path=path,
            text=f"{shown_as}: {_SAYS[code]}",
            authority=_authority(code, office),
        )


def _severity(code: str, required: bool | None) -> Severity:
    if code == "allowed":
        return Severity.NOTE
    if code in ("not_needed", "not_understood"):
        return Severity.WARNING
    # Whoever leaves a question of status open has answered it.
    return Severity.WARNING if required is False and code != "status_question" else Severity.BARRIER


def _authority(code: str, office: Office | None) -> tuple[str, ...]:
    if code != "status_question" or office is None:
        return (PRACTICE,)
    rules = place_law(office.jurisdiction, "status_question")
    return (PRACTICE, *(cite for rule in rules for cite in rule.authority))


_SAYS = {
    "status_question": "leave it out. Nobody has to say what their immigration status, citizenship"
    " or birthplace is, and a blank answer tells as much as a full one.",
    "identity_document": "leave it out. The case number says whose case it is; many people have no"
    " such paper, and a number of one identifies an immigration file.",
    "questionnaire": "leave it out. A general summary of the consequence and the hardship is"
    " enough; a history is not needed for it.",
    "declaration": "leave it out. Counsel's general summary is enough, unsworn and without an"
    " expert.",
    "letter": "leave it out. Letters take time and people who can be asked; the summary is enough.",
    "papers": "leave it out. Proof is not asked for; the summary is enough.",
    "not_needed": "the request can do without it; leave it out unless the case cannot be found"
    " otherwise.",
    "not_understood": "what it asks is not understood; see that it asks for no status, paper,"
    " history, declaration or letter.",
    "allowed": "may be asked.",
}


# -- reading ---------------------------------------------------------------------------------------


def plain_words(text: str) -> str:
    """Words in lower case, without accents and punctuation, names of variables taken apart."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", apart)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['\u2019\u02bc]", "", plain)
    plain = re.sub(r"\bu\.\s?s\.(\s?a\.)?", " us ", plain)
    return " ".join(re.sub(r"[^\w#]+|_", " ", plain).split())


def _codes(field: FormField) -> tuple[str, ...]:
    """What a field asks, as `CODES`; what it says by name or by label counts, and both together."""
    name, label = plain_words(field.name), plain_words(field.label or "")
    texts = (name, label, f"{name} {label}")
    found = tuple(code for code, asks in _ASKS.items() if any(asks.search(t) for t in texts))
    if found:
        return found
    for code, asks in (("papers", _PAPERS), ("not_needed", _NOT_NEEDED)):
        if any(asks.search(text) for text in texts):
            return (code,)
    return ("allowed",) if _harmless(label or name) else ("not_understood",)


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:\b(?:{a})(?!\w))" for a in alternatives))


_OF_ENTRY = (
    r"(?:date|day|manner|mode|method|place|port|time|year)s? of (?:\w+ )?(?:entry|arrival)"
    r"(?! (?:of|on) (?:the )?(?:plea|judgment|order|conviction|record))",
    r"(?:entry|arrival) date",
    r"(?:how|when|where|cuando|como|donde) (?:\w+ ){0,3}?(?:enter|entered|arrive|arrived|entro"
    r"|llego|ingreso)",
    r"(?:years|time|how long|residence) (?:\w+ ){0,3}?in (?:the )?(?:us|united states|country)",
    r"(?:date|when|day|year) (?:\w+ ){0,3}?(?:came|come) to (?:the )?(?:us|united states|america)",
    r"(?:fecha|lugar|forma|manera) de (?:entrada|llegada|ingreso)",
)
"""How and when somebody came: a piece of a history, and a question of status in other words."""

_ASKS = {
    "status_question": _words(
        r"(?:immigration|legal|lawful|alien|residency|residence|citizenship|visa|migration|migratory"
        r"|immigrant|nationality) status",
        r"status in the (?:us|united states|country)",
        r"(?:estatus|status|estado|situacion|condicion|calidad)"
        r" (?:migratori[oa]|legal|inmigratori[oa])",
        r"non ?citizens?|citizenship|(?<!senior )citizens?"
        r"(?! (?:child|children|kids|spouse|parent|parents|family|relatives?))",
        r"nationality|national origin|(?:country|place|city|state) of (?:birth|origin|citizenship)",
        r"birth ?(?:place|country)|(?:where|which country) (?:\w+ ){0,3}?born|foreign born"
        r"|born (?:in|outside|abroad)|(?:home|native) country|nationals? of"
        r"|foreign nationals?|pob|cob",
        r"(?:lawful |legal )?permanent residents?(?! card)|lpr|daca|tps|asylum|asylee|refugee"
        r"|undocumented|naturali[sz]ed|overstay(?:ed)?|unlawfully present|here legally"
        r"|legally (?:present|in the)|here lawfully|lawful (?:entry|admission|presence)",
        r"removal (?:proceedings|orders?)|ordered removed"
        r"|immigration (?:court|judge|case|proceedings|hold|detainer|custody|arrest|officer)"
        r"|ice (?:hold|detainer|custody|arrest|officer|check in)|detainers?",
        r"nacionalidad|ciudadan\w+|(?:pais|lugar) de (?:nacimiento|origen|ciudadania)"
        r"|nacio|(?<!tarjeta de )residente permanente|indocumentad[oa]s?|asilo|refugiad[oa]",
        *_OF_ENTRY,
        r"(?:deport\w*)(?!.*(?:consequence|summary|consecuencia|resumen))"
        r"(?<!consequence of deportation)",
    ),
    "identity_document": _words(
        r"a ?#|a (?:number|num|no)(?! (?:of|where|to|at|for|that|which|we|you|in|between|from)\b)"
        r"|alien (?:a )?(?:registration|number|no|num|id|#)|uscis|nta",
        r"(?:form )?i ?(?:94|551|797|766|130|485|589|862|213|688)[a-z]?",
        r"passports?|green ?cards?|(?:permanent )?resident cards?"
        r"|visas?(?! (?:card|mastercard|or mastercard|status))",
        r"birth certificates?|certificates? of (?:birth|naturalization|citizenship)"
        r"|(?:naturalization|citizenship) certificates?",
        r"ssn|ss#|social security|itin|taxpayer id\w*|ead|employment authorization"
        r"|work (?:permit|authorization)",
        r"drivers? licen[sc]es?|dl number|real id|state id|id cards?|photo id\w*"
        r"|government issued|consular|matricula|(?<!case )identification"
        r"|proof of (?:identity|id|citizenship|nationality)|border crossing",
        r"(?<!case )(?<!court )(?<!docket )(?<!file )(?<!matter )(?<!request )(?<!bar )"
        r"(?<!attorney )(?<!office )(?<!form )(?<!field )(?<!record )id(?! of (?:the )?case)",
        r"(?:immigration|identity|travel|legal|personal|citizenship) (?:documents?|papers?)",
        r"pasaporte|tarjeta (?:verde|de residente|de residencia)|mica|numero (?:de extranjero|a)"
        r"|seguro social|(?:acta|partida|certificado) de nacimiento|licencia de \w+|cedula"
        r"|identificacion|documentos? (?:de identidad|de identificacion|migratorios?|de viaje)"
        r"|permiso de trabajo|visado|papeles|credencial",
    ),
    "questionnaire": _words(
        r"questionn?aires?|surveys?|intake|worksheets?|interviews?",
        r"(?:immigration|personal|family|travel|social|life|residence) history|biograph\w+",
        r"cuestionarios?|encuesta|entrevista|historial? (?:migratori[oa]|personal|de viajes)",
        *_OF_ENTRY,
    ),
    "declaration": _words(
        r"declarations?|declarants?|affidavits?|affirmations?|sworn|swear|under oath|perjury"
        r"|notar(?:y|ized|ised|ial)",
        r"experts?|psycholog\w+|psychosocial|(?:medical|mental health|forensic) evaluations?",
        r"declaracion(?:es)?|afidavits?|perjurio|perit[oa]s?|peritaje|juramento|jurad[oa]|notariad[oa]"
        r"|testimonios?",
    ),
    "letter": _words(
        r"(?<!capital )(?<!block )(?<!upper case )(?<!uppercase )(?<!printed )(?<!case )letters?",
        r"(?:character|personal|professional|employer|employment|community) references?"
        r"|references? from|recommendations? from|letters? of (?:support|recommendation)"
        r"|testimonials?",
        r"cartas?|recomendacion(?:es)?|referencias? (?:personales?|laborales?)",
    ),
}
"""What may not be asked, by code; an entry is both a history and a question of status."""

_PAPERS = _words(
    r"proof|evidence|exhibits?|documentation|supporting (?:documents?|materials?|papers?)",
    r"(?:attach|upload|submit|provide|include|enclose) (?:\w+ ){0,4}?(?:documents?|records?|cop(?:y"
    r"|ies)|files?|certificates?)",
    r"tax returns?|pay ?stubs?|bank statements?|(?:medical|school|employment|birth|police) records?"
    r"|papers|(?:any|other) documents?|transcripts?|police (?:clearance|certificate)"
    r"|utility bills?|lease|certified cop(?:y|ies)",
    r"comprobantes?|constancias?|recibos?|pruebas?|documentos? de apoyo|expediente medico",
)

_NOT_NEEDED = _words(
    r"dob|(?:date|day|year) of birth|birth ?(?:date|day)|age|language"
    r"|(?:home|residential|street) address",
    r"race|ethnicity|religion|gender|marital status|(?:preferred|primary|native|home) language"
    r"|language spoken|interpreter|occupation|employer|income|household",
    r"fecha de nacimiento|domicilio|direccion|raza|etnia|religion|estado civil|idioma|ocupacion",
)

_KNOWN_PHRASES = re.compile(
    r"\b(?:immigration|adverse|collateral|deportation) consequences?\b|\bcriminal history\b"
    r"|\bconsecuencias? (?:migratorias?)\b"
    r"|\b(?:case|custody|plea|bail) status\b|\bstatus of (?:the )?case\b"
    r"|\bdate of entry of (?:the )?(?:plea|judgment|order)\b|\b(?:capital|block) letters\b"
)
"""Words that are harmless together and not alone."""

_LITTLE_WORDS = """
a an and as be been by do for from give has have how if in is it its of on or other please the
this to was what when which who will with would you your any yes no new current next first last
all one two up that are optional required known applicable only print type enter al con cual de
del el en es la las lo los o para por que se si su sus un una y e proxima proximo
"""
_STOP = frozenset(_LITTLE_WORDS.split())

_HARMLESS_WORDS = """
account action address alternative alternatives amount appearance argument assigned attorney
attorneys avoid avoided avoiding bail bar bench brief briefly calendar case cases caption cause
charge charged charges client clients code codes comment comments complaint consequence
consequences considered consideration contact conviction convictions counsel count counts county
court courtroom custody date dates decision defendant defendants defender defense department
deputy describe description detail details disposition dispositions district docket email mail e
explain explanation fact facts fax felony file filing firm form further general hardship
hardships hearing hearings id incident indictment information investigator judge judgment
jurisdiction law lawyer level mailing matter message middle misdemeanor mobile name names note
notes notice number numbers num offense offenses offer offered offers office officer
organization outcome parole party penal people phone plea pleas plead policy pretrial prior
priors probable probation program propose proposed proposal prosecution prosecutor public reason
reasons recommended reduced reference referral relief remarks reply request requested requesting
requests resolution response restitution result section sections sentence sentences sentencing
settlement sign signature signed state statement statute statutes stage subject submitted
suggested summary superior supervisor telephone term terms text time title trial unit violation
warrant abogado abogada acusado alternativa audiencia cargo cargos caso causa comentarios
condado consecuencia consecuencias correo corte defensa defensor delito descripcion dificultad
dificultades electronico explicacion fecha fiscal firma juez motivo nombre nota notas numero
numeros oferta oficina peticion propuesta publico razon resumen sentencia solicitud telefono
tribunal
"""
_HARMLESS = frozenset(_HARMLESS_WORDS.split())
"""The words of which a field may consist that asks for nothing that it may not."""


def _harmless(text: str) -> bool:
    """Is every word known to be harmless, and is there one besides the little ones?"""
    words = _KNOWN_PHRASES.sub(" summary ", text).replace("#", " number ").split()
    said = [word for word in words if word not in _STOP and not word.isdigit()]
    return bool(said) and all(word in _HARMLESS for word in said)
