"""INA 101(a)(43): the aggravated felonies, paragraph by paragraph.

Each paragraph reaches the completed offense. An attempt or a conspiracy is paragraph (U), whose
rules name the paragraph that the object falls under; (B) and (F) reach attempts by themselves.
"""

from __future__ import annotations

from immconseq.authority import Authority
from immconseq.facts.aggravated_felony import (
    ACCESSORY_IS_OBSTRUCTION,
    SOLICITATION_IS_TRAFFICKING,
    attempt_is_crime_of_violence,
    attempt_is_listed,
    cocaine_base_over_five_grams_before_2010,
    conspiracy_or_attempt_is_generic,
    described_in_1543_or_1546a,
    described_in_a_section_of_l,
    entered_after_removal_for_aggravated_felony,
    failed_to_appear_for_sentence,
    failed_to_appear_in_court,
    first_offense_aiding_family_only,
    foreign_term_ended_within_fifteen_years,
    recidivist_possession_found,
    repeated_if_wire_wagering,
    simple_possession_by_family,
    theft_or_fraud_either_way,
)
from immconseq.facts.circumstances import (
    funds_exceed_10k,
    intended_loss_exceeds_10k,
    loss_exceeds_10k,
)
from immconseq.facts.model import DispositionPremise
from immconseq.facts.offense import (
    completed,
    is_accessory_after,
    is_attempt,
    is_attempt_or_conspiracy,
    is_profiled,
    is_solicitation,
    purely_political,
    substance_is_flunitrazepam,
)
from immconseq.facts.sentence import (
    may_carry_a_year,
    term_of_a_year_or_more,
    underlying_max_at_least,
)
from immconseq.rules.cites import bia, circuit, ina, scotus, usc
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import DispositionConclusion, DispositionRule
from immconseq.rules.vocabulary import AGGRAVATED_FELONIES, each_finding

__all__ = ["CRIME_OF_VIOLENCE", "IS_AGGRAVATED_FELONY", "RULES"]

IS_AGGRAVATED_FELONY = DispositionConclusion(
    name="is_aggravated_felony",
    text="The conviction falls under a paragraph of the definition of aggravated felony.",
)
CRIME_OF_VIOLENCE = DispositionConclusion(
    name="crime_of_violence",
    text="The offense has the use, attempted use or threatened use of physical force as an"
    " element, whatever the sentence.",
)

_U = each_finding("aggfel.attempt_conspiracy")
_ATTEMPT = ina("101(a)(43)(U)", "1101(a)(43)(U)")
_profile = is_profiled


def _paragraph(
    finding: str,
    word: str,
    letter: str,
    text: str,
    *core: DispositionPremise,
    attempt_core: tuple[DispositionPremise, ...] | None = None,
    unless: tuple[DispositionPremise, ...] = (),
    authority: tuple[Authority, ...] = (),
    reaches_attempts: bool = False,
) -> tuple[DispositionRule, DispositionRule]:
    """The rule of a paragraph, and that of paragraph (U) for its attempts and conspiracies."""
    cites = (ina(f"101(a)(43){letter}", f"1101(a)(43){letter}"), *authority)
    own_scope = () if reaches_attempts else (completed,)
    own_unless = (is_solicitation, is_accessory_after) if reaches_attempts else ()
    return (
        DispositionRule(
            id=f"aggfel.{finding}/{word}",
            gives=each_finding(f"aggfel.{finding}"),
            text=text,
            authority=cites,
            when=(CONVICTION, *core, *own_scope, foreign_term_ended_within_fifteen_years),
            unless=(*unless, *own_unless),
        ),
        DispositionRule(
            id=f"aggfel.attempt_conspiracy/{finding}_{word}",
            gives=_U,
            text=f"An attempt or a conspiracy at what paragraph {letter} reaches: {text[0].lower()}"
            f"{text[1:]}",
            authority=(_ATTEMPT, *cites),
            when=(
                CONVICTION,
                *(core if attempt_core is None else attempt_core),
                is_attempt_or_conspiracy,
                conspiracy_or_attempt_is_generic,
                foreign_term_ended_within_fifteen_years,
            ),
            unless=unless,
        ),
    )


_YEAR = term_of_a_year_or_more

_PARAGRAPHS = (
    *_paragraph("murder_rape_sam", "murder", "(A)", "Murder.", _profile["murder"]),
    *_paragraph(
        "murder_rape_sam",
        "rape",
        "(A)",
        "Rape. Whether digital penetration is enough is for the statute's own profile: the Board"
        " says yes, the Fifth, Sixth and Eighth Circuits say no.",
        _profile["rape"],
        authority=(
            bia("Matter of Keeley, 27 I&N Dec. 146 (BIA 2017)", "2017-10-20"),
            circuit("5", "Perez-Gonzalez v. Holder, 667 F.3d 622 (5th Cir. 2012)", "2012-01-12"),
            circuit("6", "Keeley v. Whitaker, 910 F.3d 878 (6th Cir. 2018)", "2018-12-17"),
            circuit(
                "8",
                "Quito-Guachichulca v. Garland, No. 23-1069 (8th Cir. December 9, 2024)",
                "2024-12-09",
            ),
        ),
    ),
    *_paragraph(
        "murder_rape_sam",
        "abuse",
        "(A)",
        "Sexual abuse of a minor.",
        _profile["sexual_abuse_of_minor"],
        authority=(
            scotus("Esquivel-Quintana v. Sessions, 581 U.S. 385 (2017)", "2017-05-30"),
            bia("Matter of Rodriguez-Rodriguez, 22 I&N Dec. 991 (BIA 1999)", "1999-09-16"),
        ),
    ),
    *_paragraph(
        "drug_trafficking",
        "trafficking",
        "(B)",
        "Illicit trafficking in a federally controlled substance: commercial dealing, or conduct"
        " that the federal Act punishes as a felony.",
        _profile["drug_trafficking"],
        authority=(
            scotus("Moncrieffe v. Holder, 569 U.S. 184 (2013)", "2013-04-23"),
            scotus("Lopez v. Gonzales, 549 U.S. 47 (2006)", "2006-12-05"),
        ),
        reaches_attempts=True,
    ),
    *_paragraph(
        "drug_trafficking",
        "recidivist",
        "(B)",
        "Possession of a controlled substance, where the record of conviction finds a final prior"
        " drug conviction.",
        _profile["controlled_substance"],
        recidivist_possession_found,
        authority=(scotus("Carachuri-Rosendo v. Holder, 560 U.S. 563 (2010)", "2010-06-14"),),
        reaches_attempts=True,
    ),
    *_paragraph(
        "drug_trafficking",
        "flunitrazepam",
        "(B)",
        "Possession of flunitrazepam, which the federal Act punishes as a felony.",
        _profile["controlled_substance"],
        simple_possession_by_family,
        substance_is_flunitrazepam,
        authority=(usc("844(a)", 21),),
        reaches_attempts=True,
    ),
    *_paragraph(
        "drug_trafficking",
        "cocaine_base",
        "(B)",
        "Possession of more than five grams of cocaine base, which the federal Act punished as a"
        " felony until 2 August 2010.",
        _profile["controlled_substance"],
        cocaine_base_over_five_grams_before_2010,
        authority=(usc("844(a)", 21), Authority(cite="Pub. L. 111-220, sec. 3")),
        reaches_attempts=True,
    ),
    *_paragraph(
        "firearms_trafficking",
        "trafficking",
        "(C)",
        "Illicit trafficking in firearms, destructive devices or explosive materials.",
        _profile["firearms_trafficking"],
    ),
    *_paragraph(
        "money_laundering",
        "laundering",
        "(D)",
        "Money laundering, or dealing in criminally derived property, where the funds exceed"
        " $10,000.",
        _profile["money_laundering"],
        funds_exceed_10k,
    ),
    *_paragraph(
        "explosives_firearms",
        "listed",
        "(E)",
        "An offense that the listed federal explosives and firearms sections describe.",
        _profile["federal_firearms_or_explosives"],
        authority=(scotus("Torres v. Lynch, 578 U.S. 452 (2016)", "2016-05-19"),),
    ),
    *_paragraph(
        "crime_of_violence",
        "force",
        "(F)",
        "A crime of violence, not purely political, for which a term of a year or more was"
        " imposed.",
        _profile["crime_of_violence"],
        _YEAR,
        unless=(purely_political,),
        authority=(
            usc("16(a)", 18),
            scotus("Sessions v. Dimaya, 584 U.S. 148 (2018)", "2018-04-17"),
            scotus("Borden v. United States, 593 U.S. 420 (2021)", "2021-06-10"),
        ),
    ),
    *_paragraph(
        "theft_burglary",
        "theft",
        "(G)",
        "A theft offense, receipt of stolen property included, for which a term of a year or more"
        " was imposed.",
        _profile["theft"],
        _YEAR,
        authority=(scotus("Gonzales v. Duenas-Alvarez, 549 U.S. 183 (2007)", "2007-01-17"),),
    ),
    *_paragraph(
        "theft_burglary",
        "burglary",
        "(G)",
        "A burglary offense for which a term of a year or more was imposed.",
        _profile["burglary"],
        _YEAR,
        authority=(scotus("Taylor v. United States, 495 U.S. 575 (1990)", "1990-05-29"),),
    ),
    *_paragraph(
        "ransom",
        "demand",
        "(H)",
        "A demand for ransom, or its receipt.",
        _profile["kidnapping_or_ransom"],
    ),
    *_paragraph(
        "child_pornography",
        "pornography",
        "(I)",
        "Child pornography.",
        _profile["child_pornography"],
    ),
    *_paragraph(
        "rico_gambling",
        "racketeering",
        "(J)",
        "Racketeering, a gambling business, or a second transmission of wagers, that may carry a"
        " term of a year or more.",
        _profile["rico_or_gambling"],
        repeated_if_wire_wagering,
        may_carry_a_year,
    ),
    *_paragraph(
        "prostitution_business",
        "business",
        "(K)",
        "Running a prostitution business, or transport for prostitution for commercial advantage.",
        _profile["prostitution_business"],
    ),
    *_paragraph(
        "prostitution_business",
        "trafficking",
        "(K)(iii)",
        "Peonage, slavery, involuntary servitude or trafficking in persons.",
        _profile["human_trafficking"],
    ),
    *_paragraph(
        "national_security",
        "defense",
        "(L)",
        "National defense information, sabotage, treason, or the identity of agents, as the listed"
        " federal sections describe them.",
        _profile["espionage_or_treason"],
        described_in_a_section_of_l,
    ),
    *_paragraph(
        "fraud_over_10k",
        "loss",
        "(M)(i)",
        "An offense that involves fraud or deceit, where the loss to the victims exceeds $10,000.",
        _profile["fraud_or_deceit"],
        loss_exceeds_10k,
        attempt_core=(_profile["fraud_or_deceit"], intended_loss_exceeds_10k),
        authority=(scotus("Nijhawan v. Holder, 557 U.S. 29 (2009)", "2009-06-15"),),
    ),
    *_paragraph(
        "fraud_over_10k",
        "either_way",
        "(M)(i)",
        "An offense that is theft or fraud whichever way it was done, where a term of a year or"
        " more was imposed and the loss exceeds $10,000, so that each way falls under (G) or"
        " (M)(i).",
        theft_or_fraud_either_way,
        _YEAR,
        loss_exceeds_10k,
    ),
    *_paragraph(
        "tax_evasion",
        "loss",
        "(M)(ii)",
        "Tax evasion, where the revenue loss exceeds $10,000.",
        _profile["tax_evasion"],
        loss_exceeds_10k,
        attempt_core=(_profile["tax_evasion"], intended_loss_exceeds_10k),
        authority=(usc("7201", 26),),
    ),
    *_paragraph(
        "alien_smuggling",
        "smuggling",
        "(N)",
        "Alien smuggling, save a first offense that aided only a spouse, child or parent, which"
        " is the noncitizen's to show.",
        _profile["alien_smuggling"],
        unless=(first_offense_aiding_family_only,),
    ),
    *_paragraph(
        "reentry_after_aggfel",
        "reentry",
        "(O)",
        "Improper entry or reentry by a person removed before on the basis of an aggravated"
        " felony.",
        entered_after_removal_for_aggravated_felony,
    ),
    *_paragraph(
        "document_fraud",
        "documents",
        "(P)",
        "False making of a passport, or fraud with the documents of 18 USC 1546(a), for which a"
        " term of twelve months or more was imposed, save a first offense that aided only a"
        " spouse, child or parent.",
        _profile["document_fraud"],
        described_in_1543_or_1546a,
        _YEAR,
        unless=(first_offense_aiding_family_only,),
    ),
    *_paragraph(
        "failure_to_appear_sentence",
        "sentence",
        "(Q)",
        "Failure to appear to serve a sentence for an offense that may carry five years or more.",
        _profile["failure_to_appear"],
        underlying_max_at_least(1825, ina("101(a)(43)(Q)", "1101(a)(43)(Q)")),
        failed_to_appear_for_sentence,
        authority=(bia("Matter of Adeniye, 26 I&N Dec. 726 (BIA 2016)", "2016-05-02"),),
    ),
    *_paragraph(
        "bribery_forgery_counterfeit",
        "bribery",
        "(R)",
        "Commercial bribery for which a term of a year or more was imposed.",
        _profile["bribery"],
        _YEAR,
    ),
    *_paragraph(
        "bribery_forgery_counterfeit",
        "forgery",
        "(R)",
        "Counterfeiting, forgery, or trafficking in vehicles with altered identification numbers,"
        " for which a term of a year or more was imposed.",
        _profile["forgery_or_counterfeiting"],
        _YEAR,
    ),
    *_paragraph(
        "obstruction_perjury",
        "obstruction",
        "(S)",
        "Obstruction of justice, perjury or subornation of it, or bribery of a witness, for which"
        " a term of a year or more was imposed.",
        _profile["perjury_or_obstruction"],
        _YEAR,
        authority=(
            scotus("Pugin v. Garland, 599 U.S. 600 (2023)", "2023-06-22"),
            # With the specific intent to interfere with the process of justice.
            bia("Matter of Valenzuela Gallardo, 29 I&N Dec. 536 (BIA 2026)", "2026-03-01"),
        ),
    ),
    *_paragraph(
        "failure_to_appear_court",
        "court",
        "(T)",
        "Failure to appear in court, under a court's order, to answer a felony that may carry two"
        " years or more.",
        _profile["failure_to_appear"],
        underlying_max_at_least(730, ina("101(a)(43)(T)", "1101(a)(43)(T)")),
        failed_to_appear_in_court,
        authority=(bia("Matter of Garza-Olivares, 26 I&N Dec. 736 (BIA 2016)", "2016-05-05"),),
    ),
)

RULES = (
    *_PARAGRAPHS,
    DispositionRule(
        id="aggfel.drug_trafficking/solicitation",
        gives=each_finding("aggfel.drug_trafficking"),
        text="A solicitation of dealing in a federally controlled substance; paragraph (U) does"
        " not name it, and only the Ninth Circuit has said whether (B) reaches it by itself.",
        authority=(
            ina("101(a)(43)(B)", "1101(a)(43)(B)"),
            circuit("9", "Leyva-Licea v. INS, 187 F.3d 1147 (9th Cir. 1999)", "1999-08-19"),
        ),
        when=(
            CONVICTION,
            _profile["drug_trafficking"],
            is_solicitation,
            SOLICITATION_IS_TRAFFICKING,
            foreign_term_ended_within_fifteen_years,
        ),
    ),
    DispositionRule(
        id="aggfel.obstruction_perjury/accessory",
        gives=each_finding("aggfel.obstruction_perjury"),
        text="Help after the fact, whatever the crime helped, for which a term of a year or more"
        " was imposed.",
        authority=(
            ina("101(a)(43)(S)", "1101(a)(43)(S)"),
            bia("Matter of Batista-Hernandez, 21 I&N Dec. 955 (BIA 1997)", "1997-07-15"),
            bia("Matter of Valenzuela Gallardo, 29 I&N Dec. 536 (BIA 2026)", "2026-03-01"),
        ),
        when=(
            CONVICTION,
            is_accessory_after,
            ACCESSORY_IS_OBSTRUCTION,
            _YEAR,
            foreign_term_ended_within_fifteen_years,
        ),
    ),
    DispositionRule(
        id="aggfel.explosives_firearms/attempt",
        gives=each_finding("aggfel.explosives_firearms"),
        text="An attempt that the listed federal explosives and firearms sections describe, for"
        " they name attempts themselves.",
        authority=(ina("101(a)(43)(E)", "1101(a)(43)(E)"), usc("844(i)", 18)),
        when=(
            CONVICTION,
            is_attempt,
            attempt_is_listed,
            foreign_term_ended_within_fifteen_years,
        ),
    ),
    DispositionRule(
        id="aggfel.crime_of_violence/attempted_force",
        gives=each_finding("aggfel.crime_of_violence"),
        text="An attempt at a crime of violence, which has the attempted use of force as an"
        " element, for which a term of a year or more was imposed.",
        authority=(
            ina("101(a)(43)(F)", "1101(a)(43)(F)"),
            usc("16(a)", 18),
        ),
        when=(
            CONVICTION,
            is_attempt,
            attempt_is_crime_of_violence,
            _YEAR,
            foreign_term_ended_within_fifteen_years,
        ),
        unless=(purely_political,),
    ),
    DispositionRule(
        id="crime_of_violence/completed",
        gives=CRIME_OF_VIOLENCE,
        text="The completed offense has force as an element.",
        authority=(usc("16(a)", 18),),
        when=(_profile["crime_of_violence"], completed),
    ),
    DispositionRule(
        id="crime_of_violence/attempted",
        gives=CRIME_OF_VIOLENCE,
        text="The attempt has attempted force as an element.",
        authority=(usc("16(a)", 18),),
        when=(is_attempt, attempt_is_crime_of_violence),
    ),
    *(
        DispositionRule(
            id=f"is_aggravated_felony/{paragraph.name.removeprefix('aggfel.')}",
            gives=IS_AGGRAVATED_FELONY,
            text=f"The conviction is an {paragraph.text}.",
            authority=paragraph.authority,
            when=(paragraph,),
        )
        for paragraph in AGGRAVATED_FELONIES
    ),
)
