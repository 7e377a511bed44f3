"""INA 101(a)(48)(A): what a conviction is; and moral turpitude, which is asked of any offense."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Court, Holding
from immconseq.facts.conviction import (
    adjudicated_guilty_without_judgment,
    direct_review_over,
    federal_first_offender,
    finality_not_needed,
    first_possession_erased,
    formal_judgment_of_guilt,
    imposed_restraint_on_liberty,
    undone,
    valid_admission,
)
from immconseq.facts.model import Issue, issue_premise
from immconseq.facts.offense import is_accessory_after, is_profiled
from immconseq.rules.cites import bia, ina
from immconseq.rules.model import DispositionConclusion, DispositionRule, PairRule, first, second
from immconseq.rules.vocabulary import each_finding

__all__ = ["ANOTHER_CIMT", "CIMT", "CONVICTED_OR_ADMITTED_CIMT", "CONVICTION", "RULES"]

CONVICTION = each_finding("conviction")
CIMT = each_finding("cimt")

CONVICTED_OR_ADMITTED_CIMT = DispositionConclusion(
    name="convicted_or_admitted_cimt",
    text="The person was convicted of a crime involving moral turpitude, or validly admits one.",
)
ANOTHER_CIMT = DispositionConclusion(
    name="another_cimt",
    text="The person committed another crime involving moral turpitude.",
)

ACCESSORY_SHARES_TURPITUDE = issue_premise(
    Issue(
        name="accessory_shares_turpitude",
        text="Help after the fact involves moral turpitude where the crime helped does.",
        holdings=(
            Holding(
                answer=Answer.YES,
                court=Court.BIA,
                decided=dt.date(2011, 10, 19),
                cite="Matter of Rivens, 25 I&N Dec. 623 (BIA 2011)",
            ),
            Holding(
                answer=Answer.NO,
                court=Court.CA9,
                decided=dt.date(2007, 9, 19),
                en_banc=True,
                cite="Navarro-Lopez v. Gonzales, 503 F.3d 1063 (9th Cir. 2007)",
            ),
        ),
    )
)

_DEFINITION = ina("101(a)(48)(A)", "1101(a)(48)(A)")

RULES = (
    DispositionRule(
        id="conviction/judgment",
        gives=CONVICTION,
        text="A formal judgment of guilt that a court entered, once direct review of it is over,"
        " and that was neither vacated for a defect in law or procedure nor, where the circuit has"
        " it so, erased as a first drug possession.",
        authority=(
            _DEFINITION,
            bia("Matter of J.M. Acosta, 27 I&N Dec. 420 (BIA 2018)", "2018-08-29"),
            bia("Matter of Pickering, 23 I&N Dec. 621 (BIA 2003)", "2003-06-11"),
        ),
        when=(formal_judgment_of_guilt, direct_review_over),
        unless=(undone, first_possession_erased),
    ),
    DispositionRule(
        id="conviction/judgment_under_review",
        gives=CONVICTION,
        text="A formal judgment of guilt, although direct review of it is still open, where the"
        " circuit holds that finality is no longer asked for.",
        authority=(_DEFINITION,),
        when=(formal_judgment_of_guilt, finality_not_needed),
        unless=(undone, first_possession_erased),
    ),
    DispositionRule(
        id="conviction/withheld",
        gives=CONVICTION,
        text="Adjudication withheld after a plea, a finding or an admission of sufficient facts,"
        " where a judge ordered some punishment, penalty or restraint on liberty.",
        authority=(
            _DEFINITION,
            bia("Matter of Punu, 22 I&N Dec. 224 (BIA 1998)", "1998-08-18"),
            bia("Matter of Roldan, 22 I&N Dec. 512 (BIA 1999)", "1999-03-03"),
        ),
        when=(adjudicated_guilty_without_judgment, imposed_restraint_on_liberty),
        unless=(undone, first_possession_erased, federal_first_offender),
    ),
    DispositionRule(
        id="cimt/offense",
        gives=CIMT,
        text="The least conduct punished involves moral turpitude: reprehensible conduct with a"
        " culpable mental state. An attempt, a conspiracy or a solicitation is judged as its"
        " object is.",
        authority=(bia("Matter of Silva-Trevino, 26 I&N Dec. 826 (BIA 2016)", "2016-10-12"),),
        when=(is_profiled["cimt"],),
        unless=(is_accessory_after,),
    ),
    DispositionRule(
        id="cimt/accessory",
        gives=CIMT,
        text="Help after the fact to a crime that involves moral turpitude, where the circuit"
        " follows the Board.",
        authority=(bia("Matter of Rivens, 25 I&N Dec. 623 (BIA 2011)", "2011-10-19"),),
        when=(is_profiled["cimt"], is_accessory_after, ACCESSORY_SHARES_TURPITUDE),
    ),
    DispositionRule(
        id="convicted_or_admitted_cimt/convicted",
        gives=CONVICTED_OR_ADMITTED_CIMT,
        text="A conviction of a crime involving moral turpitude.",
        authority=(ina("212(a)(2)(A)(i)(I)", "1182(a)(2)(A)(i)(I)"),),
        when=(CONVICTION, CIMT),
    ),
    DispositionRule(
        id="convicted_or_admitted_cimt/admitted",
        gives=CONVICTED_OR_ADMITTED_CIMT,
        text="A valid admission of the elements of a crime involving moral turpitude.",
        authority=(
            ina("212(a)(2)(A)(i)(I)", "1182(a)(2)(A)(i)(I)"),
            bia("Matter of K-, 7 I&N Dec. 594 (BIA 1957)", "1957-10-31"),
        ),
        when=(valid_admission, CIMT),
    ),
    PairRule(
        id="another_cimt/committed",
        gives=ANOTHER_CIMT,
        text="Besides this one the person committed another crime involving moral turpitude.",
        authority=(ina("212(a)(2)(A)(ii)", "1182(a)(2)(A)(ii)"),),
        when=(first(CONVICTED_OR_ADMITTED_CIMT), second(CONVICTED_OR_ADMITTED_CIMT)),
    ),
)
