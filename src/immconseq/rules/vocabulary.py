"""Every finding of the public vocabulary, in its order, with its burden of proof.

The government carries the burden for deportability and for what a conviction is; whoever applies
carries it for admission and for relief. `travel.seeking_admission` and detention are read for the
government's burden.
"""

from __future__ import annotations

from immconseq.rules.cites import cfr, ina, scotus
from immconseq.rules.model import Burden, CaseConclusion, DispositionConclusion

__all__ = [
    "AGGRAVATED_FELONIES",
    "CASE_FINDINGS",
    "DISPOSITION_FINDINGS",
    "LIFTED_BY_ANOTHER_COUNT",
    "LIFTED_BY_A_LONGER_TERM",
    "case_finding",
    "conclusion",
    "each_finding",
]

_GOVERNMENT, _APPLICANT, _RELIEF = Burden.GOVERNMENT, Burden.APPLICANT, Burden.RELIEF


def _of_each(name: str, text: str, section: str, code: str) -> DispositionConclusion:
    return DispositionConclusion(
        name=name, text=text, burden=_GOVERNMENT, authority=(ina(section, code),)
    )


def _paragraph(name: str, letter: str, text: str) -> DispositionConclusion:
    return _of_each(
        f"aggfel.{name}",
        f"aggravated felony: {text}",
        f"101(a)(43){letter}",
        f"1101(a)(43){letter}",
    )


AGGRAVATED_FELONIES = (
    _paragraph("murder_rape_sam", "(A)", "murder, rape, or sexual abuse of a minor"),
    _paragraph("drug_trafficking", "(B)", "illicit trafficking in a controlled substance"),
    _paragraph("firearms_trafficking", "(C)", "illicit trafficking in firearms or explosives"),
    _paragraph("money_laundering", "(D)", "laundering of more than $10,000"),
    _paragraph("explosives_firearms", "(E)", "listed explosives and firearms offenses"),
    _paragraph("crime_of_violence", "(F)", "crime of violence with a term of a year"),
    _paragraph("theft_burglary", "(G)", "theft or burglary with a term of a year"),
    _paragraph("ransom", "(H)", "demand for or receipt of ransom"),
    _paragraph("child_pornography", "(I)", "child pornography"),
    _paragraph("rico_gambling", "(J)", "racketeering or gambling that may carry a year"),
    _paragraph("prostitution_business", "(K)", "prostitution business or human trafficking"),
    _paragraph("national_security", "(L)", "national defense offenses"),
    _paragraph("fraud_over_10k", "(M)(i)", "fraud or deceit with a loss over $10,000"),
    _paragraph("tax_evasion", "(M)(ii)", "tax evasion with a loss over $10,000"),
    _paragraph("alien_smuggling", "(N)", "alien smuggling"),
    _paragraph("reentry_after_aggfel", "(O)", "reentry after removal for an aggravated felony"),
    _paragraph("document_fraud", "(P)", "passport or document fraud with a term of a year"),
    _paragraph("failure_to_appear_sentence", "(Q)", "failure to appear to serve a sentence"),
    _paragraph(
        "bribery_forgery_counterfeit", "(R)", "bribery, forgery, counterfeiting with a year"
    ),
    _paragraph("obstruction_perjury", "(S)", "obstruction of justice or perjury with a year"),
    _paragraph("failure_to_appear_court", "(T)", "failure to appear in court on a felony"),
    _paragraph("attempt_conspiracy", "(U)", "attempt or conspiracy at an aggravated felony"),
)

DISPOSITION_FINDINGS = (
    _of_each("conviction", "conviction", "101(a)(48)(A)", "1101(a)(48)(A)"),
    DispositionConclusion(
        name="cimt",
        text="crime involving moral turpitude",
        burden=_GOVERNMENT,
        authority=(
            ina("212(a)(2)(A)(i)(I)", "1182(a)(2)(A)(i)(I)"),
            ina("237(a)(2)(A)", "1227(a)(2)(A)"),
        ),
    ),
    *AGGRAVATED_FELONIES,
)


def _deport(name: str, section: str, text: str) -> CaseConclusion:
    return CaseConclusion(
        name=f"deport.{name}",
        text=f"deportable: {text}",
        burden=_GOVERNMENT,
        authority=(ina(f"237{section}", f"1227{section}"),),
    )


def _inadmit(name: str, section: str, text: str) -> CaseConclusion:
    return CaseConclusion(
        name=f"inadmit.{name}",
        text=f"inadmissible: {text}",
        burden=_APPLICANT,
        authority=(ina(f"212{section}", f"1182{section}"),),
    )


def _bar(name: str, section: str, code: str, text: str, burden: Burden = _RELIEF) -> CaseConclusion:
    return CaseConclusion(
        name=f"bar.{name}",
        text=f"closed: {text}",
        burden=burden,
        authority=(ina(section, code),) if section else (cfr(code),),
    )


def _other(
    name: str, section: str, code: str, text: str, burden: Burden = _GOVERNMENT
) -> CaseConclusion:
    return CaseConclusion(name=name, text=text, burden=burden, authority=(ina(section, code),))


CASE_FINDINGS = (
    _deport(
        "cimt_within_5y",
        "(a)(2)(A)(i)",
        "one crime involving moral turpitude within five years of admission",
    ),
    _deport("cimt_multiple", "(a)(2)(A)(ii)", "two crimes involving moral turpitude"),
    _deport("aggravated_felony", "(a)(2)(A)(iii)", "aggravated felony"),
    _deport("high_speed_flight", "(a)(2)(A)(iv)", "high-speed flight from a checkpoint"),
    _deport("failure_to_register", "(a)(2)(A)(v)", "failure to register as a sex offender"),
    _deport("controlled_substance", "(a)(2)(B)(i)", "controlled substance"),
    _deport("drug_abuser", "(a)(2)(B)(ii)", "drug abuse or addiction"),
    _deport("firearms", "(a)(2)(C)", "firearm or destructive device"),
    _deport("espionage_sabotage", "(a)(2)(D)", "espionage, sabotage, treason and the like"),
    _deport("domestic_violence", "(a)(2)(E)(i)", "crime of domestic violence"),
    _deport("stalking", "(a)(2)(E)(i)", "stalking"),
    _deport("child_abuse", "(a)(2)(E)(i)", "child abuse, neglect or abandonment"),
    _deport("protective_order", "(a)(2)(E)(ii)", "violation of a protective order"),
    _deport("human_trafficking", "(a)(2)(F)", "human trafficking"),
    _deport("document_fraud", "(a)(3)(B)(iii)", "document fraud"),
    _deport("false_citizenship_claim", "(a)(3)(D)", "false claim to citizenship"),
    _deport("alien_smuggling", "(a)(1)(E)", "alien smuggling"),
    _deport("unlawful_voting", "(a)(6)", "unlawful voting"),
    _inadmit("cimt", "(a)(2)(A)(i)(I)", "crime involving moral turpitude"),
    _inadmit("controlled_substance", "(a)(2)(A)(i)(II)", "controlled substance"),
    _inadmit("multiple_convictions_5y", "(a)(2)(B)", "terms of five years in all"),
    _inadmit(
        "drug_trafficking_reason_to_believe", "(a)(2)(C)", "reason to believe drug trafficking"
    ),
    _inadmit("prostitution", "(a)(2)(D)", "prostitution"),
    _inadmit("human_trafficking", "(a)(2)(H)", "human trafficking"),
    _inadmit("money_laundering", "(a)(2)(I)", "money laundering"),
    _inadmit("drug_abuser", "(a)(1)(A)(iv)", "drug abuse or addiction"),
    _inadmit("false_citizenship_claim", "(a)(6)(C)(ii)", "false claim to citizenship"),
    _inadmit("alien_smuggling", "(a)(6)(E)", "alien smuggling"),
    _inadmit("unlawful_voting", "(a)(10)(D)", "unlawful voting"),
    _inadmit("fraud_misrepresentation", "(a)(6)(C)(i)", "fraud or misrepresentation"),
    _bar("lpr_cancellation", "240A(a)", "1229b(a)", "cancellation for residents"),
    _bar("nonlpr_cancellation", "240A(b)(1)", "1229b(b)(1)", "cancellation for nonresidents"),
    _bar("vawa_cancellation", "240A(b)(2)", "1229b(b)(2)", "cancellation for abused family"),
    _bar("asylum", "208(b)(2)", "1158(b)(2)", "asylum"),
    _bar("withholding", "241(b)(3)(B)", "1231(b)(3)(B)", "withholding of removal"),
    _bar("cat_withholding", "", "1208.16(d)(2)", "withholding under the Torture Convention"),
    _bar("cat_deferral", "", "1208.17(a)", "deferral under the Torture Convention"),
    _bar("adjustment", "245(a)", "1255(a)", "adjustment of status"),
    _bar("refugee_adjustment", "209", "1159", "adjustment of refugees and asylees"),
    _bar("212h", "212(h)", "1182(h)", "waiver under 212(h)"),
    _bar("212c", "", "1212.3", "former 212(c) relief"),
    _bar("voluntary_departure", "240B(a)", "1229c(a)", "voluntary departure before the hearing"),
    _bar(
        "voluntary_departure_at_conclusion",
        "240B(b)",
        "1229c(b)",
        "voluntary departure at the conclusion",
    ),
    _bar("tps", "244(c)", "1254a(c)", "temporary protected status"),
    _bar("daca", "", "236.22(b)(6)", "deferred action for childhood arrivals"),
    _bar("good_moral_character", "101(f)", "1101(f)", "good moral character"),
    _bar("naturalization", "316(a)", "1427(a)", "naturalization"),
    _bar("u_visa", "212(d)(14)", "1182(d)(14)", "U status"),
    _bar("t_visa", "212(d)(13)", "1182(d)(13)", "T status"),
    _bar("vawa_self_petition", "204(a)(1)(A)", "1154(a)(1)(A)", "VAWA self-petition"),
    _bar("sij_adjustment", "245(h)", "1255(h)", "adjustment of special immigrant juveniles"),
    _bar("registry", "249", "1259", "registry"),
    # A petitioner must always prove that nothing stands in the way: Matter of Introcaso.
    _bar(
        "family_petition",
        "204(a)(1)(A)(viii)",
        "1154(a)(1)(A)(viii)",
        "family petition",
        _APPLICANT,
    ),
    _other("detention.mandatory", "236(c)(1)", "1226(c)(1)", "mandatory detention"),
    _other(
        "detention.laken_riley",
        "236(c)(1)(E)",
        "1226(c)(1)(E)",
        "mandatory detention under the Laken Riley Act",
    ),
    _other(
        "detention.without_admission",
        "235(b)(2)(A)",
        "1225(b)(2)(A)",
        "no bond for one present without admission",
    ),
    _other("removal.administrative", "238(b)", "1228(b)", "administrative removal"),
    _other("removal.reinstatement", "241(a)(5)", "1231(a)(5)", "reinstatement of removal"),
    CaseConclusion(
        name="travel.seeking_admission",
        text="a returning resident is treated as seeking admission",
        burden=_GOVERNMENT,
        authority=(
            ina("101(a)(13)(C)", "1101(a)(13)(C)"),
            scotus("Blanche v. Lau, No. 25-429 (U.S. June 23, 2026)", "2026-06-23"),
        ),
    ),
    _other(
        "reentry.permanent_bar",
        "212(a)(9)(A)",
        "1182(a)(9)(A)",
        "lifelong bar to readmission after removal",
        _APPLICANT,
    ),
    _other(
        "reentry.sentence_enhancement",
        "276(b)",
        "1326(b)",
        "higher sentence for unlawful reentry",
    ),
    _other("stop_time", "240A(d)(1)(B)", "1229b(d)(1)(B)", "an offense stops the clock", _RELIEF),
)

LIFTED_BY_ANOTHER_COUNT: frozenset[str] = frozenset()
"""The findings that a further count may turn from triggered into something less: none."""

LIFTED_BY_A_LONGER_TERM: frozenset[str] = frozenset()
"""The same of a longer term for a count, all else being equal."""

_BY_NAME = {c.name: c for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS)}


def case_finding(name: str) -> CaseConclusion:
    """A finding about the case, by its id."""
    found = _BY_NAME[name]
    if not isinstance(found, CaseConclusion):
        raise LookupError(name)
    return found


def each_finding(name: str) -> DispositionConclusion:
    """A finding about each disposition, by its id."""
    found = _BY_NAME[name]
    if not isinstance(found, DispositionConclusion):
        raise LookupError(name)
    return found


def conclusion(name: str) -> CaseConclusion | DispositionConclusion:
    """A finding by its id; a `LookupError` where there is none."""
    return _BY_NAME[name]
