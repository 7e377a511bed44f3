"""What a form for requests may ask.

The labels were written down from forms that offices, clinics and courts use, before the words that
recognise them.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq.errors import CaseError
from immconseq.office import FormField, Office, RequestForm, Severity, check_request_form
from immconseq.office.request_forms import CODES

FORBIDDEN = {
    # identity documents
    "A-Number": {"identity_document"},
    "A# (if known)": {"identity_document"},
    "A number": {"identity_document"},
    "Alien registration number": {"identity_document"},
    "Alien Registration No.": {"identity_document"},
    "USCIS number": {"identity_document"},
    "I-94 arrival record": {"identity_document"},
    "Form I-94 / arrival-departure record": {"identity_document"},
    "Copy of passport": {"identity_document"},
    "Passport number and country": {"identity_document"},
    "Green card (front and back)": {"identity_document"},
    "Permanent resident card": {"identity_document"},
    "Visa type": {"identity_document"},
    "Visa number": {"identity_document"},
    "Birth certificate": {"identity_document"},
    "Birth certificates of U.S. citizen children": {"identity_document"},
    "SSN": {"identity_document"},
    "Social Security Number": {"identity_document"},
    "Last four digits of social security": {"identity_document"},
    "ITIN": {"identity_document"},
    "Employment authorization document": {"identity_document"},
    "EAD or work permit": {"identity_document"},
    "Driver's license number": {"identity_document"},
    "Government-issued photo ID": {"identity_document"},
    "Upload your ID": {"identity_document"},
    "Consular identification (matrícula consular)": {"identity_document"},
    "Certificate of naturalization": {"identity_document"},
    "Proof of identity": {"identity_document"},
    "Immigration documents": {"identity_document"},
    "Pasaporte": {"identity_document"},
    "Número de seguro social": {"identity_document"},
    "Acta de nacimiento": {"identity_document"},
    "Tarjeta de residente permanente": {"identity_document"},
    "Número de extranjero": {"identity_document"},
    "Licencia de conducir": {"identity_document"},
    "Documento de identidad": {"identity_document"},
    # questionnaires
    "Intake questionnaire": {"questionnaire"},
    "Immigration questionnaire (completed)": {"questionnaire"},
    "Client intake form": {"questionnaire"},
    "Personal history survey": {"questionnaire"},
    "Immigration history": {"questionnaire"},
    "Immigration history worksheet": {"questionnaire"},
    "Cuestionario migratorio": {"questionnaire"},
    "Historial migratorio": {"questionnaire"},
    "Date of entry": {"questionnaire", "status_question"},
    "Date of last arrival in the U.S.": {"questionnaire", "status_question"},
    "Manner of entry": {"questionnaire", "status_question"},
    "How did you enter the United States?": {"questionnaire", "status_question"},
    "Port of entry": {"questionnaire", "status_question"},
    "Fecha de entrada al país": {"questionnaire", "status_question"},
    "¿Cómo entró a Estados Unidos?": {"questionnaire", "status_question"},
    # declarations
    "Expert declaration": {"declaration"},
    "Declaration of immigration counsel": {"declaration"},
    "Affidavit of hardship": {"declaration"},
    "Sworn statement": {"declaration"},
    "Statement under penalty of perjury": {"declaration"},
    "I declare under penalty of perjury that the above is true": {"declaration"},
    "Notarized statement": {"declaration"},
    "Expert report on country conditions": {"declaration"},
    "Psychological evaluation": {"declaration"},
    "Opinion of an immigration expert": {"declaration"},
    "Declaración jurada": {"declaration"},
    "Declaración bajo pena de perjurio": {"declaration"},
    "Affidávit": {"declaration"},
    # letters
    "Letters of support": {"letter"},
    "Support letters from family and employer": {"letter"},
    "Letter of recommendation": {"letter"},
    "Character references": {"letter"},
    "Employer reference": {"letter"},
    "Letter from an immigration attorney": {"letter"},
    "Cartas de apoyo": {"letter"},
    "Carta de recomendación": {"letter"},
    # questions of status
    "Immigration status": {"status_question"},
    "What is the defendant's current immigration status?": {"status_question"},
    "Legal status in the U.S.": {"status_question"},
    "Are you a U.S. citizen?": {"status_question"},
    "Citizenship": {"status_question"},
    "Country of citizenship": {"status_question"},
    "Nationality": {"status_question"},
    "Country of birth": {"status_question"},
    "Place of birth": {"status_question"},
    "Where were you born?": {"status_question"},
    "Country of origin": {"status_question"},
    "Lawful permanent resident?": {"status_question"},
    "DACA recipient (yes/no)": {"status_question"},
    "Is the client undocumented?": {"status_question"},
    "Currently in removal proceedings?": {"status_question"},
    "Prior deportations": {"status_question"},
    "Is there an ICE hold?": {"status_question"},
    "Estatus migratorio": {"status_question"},
    "Situación migratoria actual": {"status_question"},
    "Nacionalidad": {"status_question"},
    "¿Es usted ciudadano de los Estados Unidos?": {"status_question"},
    "País de nacimiento": {"status_question"},
    "Lugar de nacimiento": {"status_question"},
    "¿Nació en Estados Unidos?": {"status_question"},
    "Foreign national": {"status_question"},
    "Years in the U.S.": {"questionnaire", "status_question"},
    "Date you came to America": {"questionnaire", "status_question"},
    # more than one
    "Immigration status and A-number": {"status_question", "identity_document"},
    "Passport, letters of support, sworn declaration": {
        "identity_document",
        "letter",
        "declaration",
    },
    # other papers
    "Proof of hardship": {"papers"},
    "Tax returns": {"papers"},
    "Attach supporting documents": {"papers"},
    "Medical records": {"papers"},
    "Comprobante de domicilio": {"papers"},
}

ALLOWED = [
    "General summary of the consequence and the hardship",
    "General summary of the immigration consequence and the hardship",
    "Brief description of the immigration consequences to be avoided",
    "Case number",
    "Court case no.",
    "Docket number",
    "Case ID",
    "Recommended disposition",
    "Mailing address of counsel",
    "Criminal history",
    "Summary of the deportation consequence",
    "Attorney's name",
    "Name of defense counsel",
    "State bar number",
    "Attorney email",
    "Phone number of counsel",
    "Charge",
    "Charges and counts",
    "Code section",
    "Next court date",
    "Next hearing",
    "Statement of the request",
    "State the alternative disposition you propose",
    "Proposed disposition",
    "Proposed plea and sentence",
    "Current offer",
    "Case status",
    "Custody status",
    "Department and judge",
    "Assigned deputy district attorney",
    "Defendant's name (print in capital letters)",
    "Date of conviction",
    "Number of counts",
    "Comments",
    "Signature of counsel",
    "Reason for the request",
    "Resumen general de la consecuencia y de la dificultad",
    "Número de caso",
    "Nombre del abogado",
    "Próxima fecha de corte",
    "Cargos",
]

UNCLEAR = ["Real estate owned", "Status", "Favourite colour", "Box 7", "Notice to appear"]


def codes(label: str, name: str = "field_1") -> set[str]:
    return {i.code for i in check_request_form([{"name": name, "label": label}]).items}


@pytest.mark.parametrize(("label", "expected"), FORBIDDEN.items(), ids=list(FORBIDDEN))
def test_what_may_not_be_asked(label: str, expected: set[str]) -> None:
    assert codes(label) == expected


@pytest.mark.parametrize("label", ALLOWED)
def test_what_may_be_asked(label: str) -> None:
    assert codes(label) == {"allowed"}


@pytest.mark.parametrize("label", UNCLEAR)
def test_what_it_does_not_understand_is_looked_at(label: str) -> None:
    check = check_request_form([{"name": "field_1", "label": label, "required": False}])
    assert [(i.code, i.severity) for i in check.items] == [("not_understood", Severity.WARNING)]
    assert check.ok is None


@pytest.mark.parametrize(
    "label", ["Date of birth", "Home address", "Race / ethnicity", "Marital status"]
)
def test_what_is_not_needed(label: str) -> None:
    check = check_request_form([{"name": "field_1", "label": label, "required": True}])
    assert [(i.code, i.severity) for i in check.items] == [("not_needed", Severity.WARNING)]


def test_the_tables_are_as_long_as_a_form_is_varied() -> None:
    assert len(FORBIDDEN) + len(ALLOWED) >= 80


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("alien_number", "identity_document"),
        ("aNumber", "identity_document"),
        ("passportNo", "identity_document"),
        ("i94", "identity_document"),
        ("countryOfBirth", "status_question"),
        ("immigration_status", "status_question"),
        ("support_letters", "letter"),
        ("expertDeclaration", "declaration"),
        ("questionnaire", "questionnaire"),
        ("case_number", "allowed"),
        ("attorneyName", "allowed"),
    ],
)
def test_a_name_alone_is_read(name: str, code: str) -> None:
    assert {i.code for i in check_request_form([{"name": name}]).items} == {code}


def test_name_and_label_are_read_together_and_apart() -> None:
    assert codes("Status", name="immigration") == {"status_question"}
    assert codes("Please attach", name="passport_copy") == {"identity_document"}
    # A harmless label does not excuse what the name says.
    assert codes("Case number", name="citizenship") == {"status_question"}


@pytest.mark.parametrize(
    ("label", "required", "severity"),
    [
        ("Passport", True, Severity.BARRIER),
        ("Passport", None, Severity.BARRIER),
        ("Passport", False, Severity.WARNING),
        ("Letters of support", False, Severity.WARNING),
        # Whoever leaves a question of status open has answered it.
        ("Immigration status", False, Severity.BARRIER),
        ("Case number", True, Severity.NOTE),
    ],
)
def test_how_much_it_weighs(label: str, required: bool | None, severity: Severity) -> None:
    field = FormField(name="f", label=label, required=required)
    assert {i.severity for i in check_request_form([field]).items} == {severity}


def test_a_good_form_is_ok_and_every_field_is_listed() -> None:
    check = check_request_form(
        [
            {"name": "case_number", "label": "Case number", "required": True},
            {"name": "summary", "label": "General summary of the consequence and the hardship"},
        ]
    )
    assert check.ok is True
    assert [i.path for i in check.items] == ["$[0]", "$[1]"]
    assert all(i.severity is Severity.NOTE for i in check.items)
    assert check.to_dict()["schema"] == "immconseq/request-form-check/1"
    assert check_request_form([]).ok is True


def test_a_form_as_a_document() -> None:
    form = RequestForm.from_dict({"fields": [{"name": "passport"}]})
    assert RequestForm.from_dict(form.to_dict()) == form
    for given_form in (form, form.to_dict()):
        assert [i.path for i in check_request_form(given_form).items] == ["$.fields[0]"]


def test_the_law_of_the_place_is_cited() -> None:
    office = Office(office_id="sample", jurisdiction="US-CA")
    field = {"name": "immigration_status"}
    there = check_request_form([field], office).items[0].authority
    assert "Cal. Gov. Code 7284.6(a)(1)(A), (b)" in there
    assert not any("7284.6" in c for c in check_request_form([field]).items[0].authority)


def test_every_fault_at_once_and_no_value_under_an_unknown_key() -> None:
    with pytest.raises(CaseError) as error:
        check_request_form(
            [{"label": "Passport"}, {"name": "a", "required": "yes", "defendant": "Maria Lopez"}]
        )
    assert {f.path for f in error.value.faults} == {
        "$[0].name",
        "$[1].required",
        "$[1].defendant",
    }
    assert "Maria" not in str(error.value)


@pytest.mark.parametrize("fields", [None, "passport", 7])
def test_what_is_no_list_is_a_fault(fields: object) -> None:
    with pytest.raises(CaseError) as error:
        check_request_form(fields)
    assert error.value.faults[0].path == "$"


@given(st.lists(st.sampled_from([*FORBIDDEN, *ALLOWED, *UNCLEAR]), max_size=6), st.data())
def test_each_field_is_answered_by_itself(labels: list[str], data: st.DataObject) -> None:
    fields = [
        {"name": "f", "label": label, "required": data.draw(st.sampled_from([True, False, None]))}
        for label in labels
    ]
    check = check_request_form(fields)
    assert {i.code for i in check.items} <= set(CODES)
    for at, field in enumerate(fields):
        alone = [i.code for i in check_request_form([field]).items]
        assert alone == [i.code for i in check.items if i.path == f"$[{at}]"]
        assert alone


@given(st.text(max_size=40))
def test_any_text_is_answered(label: str) -> None:
    if label.strip() and not any("\ud800" <= c <= "\udfff" for c in label):
        assert codes(label) <= set(CODES)


@given(
    st.sampled_from(list(FORBIDDEN)),
    st.sampled_from(["{}", "  {} *", "{} (required)", "3. {}:", "Please give: {}"]),
    st.booleans(),
)
def test_how_it_is_printed_does_not_matter(label: str, frame: str, upper: bool) -> None:
    written = frame.format(label.upper() if upper else label)
    assert FORBIDDEN[label] <= codes(written)
