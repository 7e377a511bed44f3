"""Make ``substances.toml``: the federal drug schedules by the names that people write.

    python tools/make_substances.py SCHEDULES.csv > src/immconseq/offenses/substances.toml

The table has a row for each line of 21 CFR 1308.11 to 1308.15, with the columns ``substance``,
``schedule``, ``dea_code``, ``other_names`` and ``source``. What the table lacks is written here by
hand: brand and street names, the day of listing, substances that are on no federal schedule, and
the marks for those that the law treats apart. A later listing whose day is not known here gets a
second row that makes its answer open for the days before the table's own.
"""

# Chemical names have Greek letters.
# ruff: noqa: RUF001

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TABLE_DAY = "2025-01-24"
"""The day of the table: what it does not list is known not to be listed until then."""

# Usual names of rows whose first name is a formula, or has lost letters, by drug code.
NAMES = {
    "1219": "amineptine",
    "1227": "mesocarb",
    "1233": "3-FMC",
    "1238": "4-FMC",
    "1245": "PMMA",
    "1246": "pentedrone",
    "1248": "mephedrone",
    "1249": "4-MEC",
    "1258": "naphyrone",
    "1259": "3-MMC",
    "1590": "4-methylaminorex",
    "1595": "4,4'-dimethylaminorex",
    "2010": "GHB",
    "2720": "cenobamate",
    "2746": "lacosamide",
    "2780": "etizolam",
    "2785": "flualprazolam",
    "2786": "clonazolam",
    "2788": "flubromazolam",
    "2789": "diclazepam",
    "6250": "JWH-250",
    "7008": "RCS-8",
    "7010": "ADB-FUBINACA",
    "7011": "XLR11",
    "7012": "AB-FUBINACA",
    "7014": "FUB-144",
    "7019": "JWH-019",
    "7020": "MDMB-FUBINACA",
    "7021": "FUB-AMB",
    "7023": "AB-PINACA",
    "7024": "THJ-2201",
    "7025": "5F-AB-PINACA",
    "7027": "ADB-BUTINACA",
    "7031": "AB-CHMINACA",
    "7032": "MAB-CHMINACA",
    "7033": "5F-AMB",
    "7034": "5F-ADB",
    "7035": "ADB-PINACA",
    "7036": "5F-EDMB-PINACA",
    "7041": "5F-MDMB-PICA",
    "7042": "MDMB-CHMICA",
    "7043": "4F-MDMB-BINACA",
    "7044": "MMB-CHMICA",
    "7047": "FUB-AKB48",
    "7048": "AKB48",
    "7049": "5F-APINACA",
    "7081": "JWH-081",
    "7083": "5F-CUMYL-PINACA",
    "7085": "5F-CUMYL-P7AICA",
    "7089": "4-CN-CUMYL-BUTINACA",
    "7090": "MDMB-4en-PINACA",
    "7091": "4F-MDMB-BUTICA",
    "7092": "ADB-4en-PINACA",
    "7093": "CUMYL-PEGACLONE",
    "7094": "5F-EDMB-PICA",
    "7095": "MMB-FUBICA",
    "7104": "RCS-4",
    "7118": "JWH-018",
    "7122": "JWH-122",
    "7144": "UR-144",
    "7173": "JWH-073",
    "7200": "JWH-200",
    "7201": "AM2201",
    "7203": "JWH-203",
    "7221": "NM2201",
    "7222": "PB-22",
    "7225": "5F-PB-22",
    "7245": "4-MEAP",
    "7246": "N-ethylhexedrone",
    "7286": "methoxetamine",
    "7297": "CP-47,497",
    "7298": "cannabicyclohexanol",
    "7315": "LSD",
    "7348": "2C-T-7",
    "7360": "marijuana",
    "7365": "dronabinol in oral solution",
    "7369": "dronabinol in capsules",
    "7374": "parahexyl",
    "7385": "2C-T-2",
    "7391": "DOB",
    "7392": "2C-B",
    "7395": "DOM",
    "7398": "JWH-398",
    "7400": "MDA",
    "7402": "N-hydroxy MDA",
    "7404": "MDEA",
    "7405": "MDMA",
    "7431": "5-MeO-DMT",
    "7432": "AMT",
    "7434": "DET",
    "7435": "DMT",
    "7439": "5-MeO-DIPT",
    "7443": "4-chloro-alpha-PVP",
    "7446": "MPHP",
    "7471": "PCP",
    "7498": "4-MePPP",
    "7508": "2C-D",
    "7509": "2C-E",
    "7517": "2C-H",
    "7518": "2C-I",
    "7519": "2C-C",
    "7521": "2C-N",
    "7524": "2C-P",
    "7532": "2C-T-4",
    "7535": "MDPV",
    "7536": "25B-NBOMe",
    "7537": "25C-NBOMe",
    "7538": "25I-NBOMe",
    "7540": "methylone",
    "7541": "butylone",
    "7542": "pentylone",
    "7543": "N-ethylpentylone",
    "7544": "alpha-PHP",
    "7545": "alpha-PVP",
    "7546": "alpha-PBP",
    "7547": "ethylone",
    "7548": "PV8",
    "7549": "eutylone",
    "7551": "alpha-PiHP",
    "7694": "AM-694",
    "8333": "ANPP",
    "8366": "norfentanyl",
    "8501": "phenylacetone",
    "9230": "meperidine",
    "9245": "oliceridine",
    "9273": "dextropropoxyphene, bulk",
    "9278": "propoxyphene",
    "9725": "eluxadoline",
    "9752": "tramadol",
    "9757": "metonitazene",
    "9758": "N-pyrrolidino etonitazene",
    "9759": "protonitazene",
    "9760": "N-desethyl isotonitazene",
    "9761": "N-piperidinyl etonitazene",
    "9765": "etodesnitazene",
    "9818": "para-chlorofentanyl",
    "9828": "ortho-chlorofentanyl",
    "9842": "beta'-phenyl fentanyl",
    "9844": "crotonyl fentanyl",
    "9849": "ortho-methylcyclopropyl fentanyl",
    "9857": "meta-fluorofentanyl",
    "9862": "isovaleryl fentanyl",
    "9868": "beta-methylacetyl fentanyl",
    "9869": "tetrahydrothiofuranyl fentanyl",
    "9870": "para-fluoro valeryl fentanyl",
    "9871": "meta-fluorofuranyl fentanyl",
}

# Preparations and classes, which have rows by hand or follow the substance in them.
LEFT_OUT = {
    "1405",
    "2100",
    "2012",
    "2126",
    "2271",
    "2316",
    "9167",
    "9803",
    "9804",
    "9807",
    "9808",
    "9809",
    "9810",
    "9850",
    "",
}

# Names that people write, by usual name in lower case.
ALIASES = {
    "4-androstenedione": ["androstenedione", "andro"],
    "alprazolam": ["Xanax", "Xanies", "Xannies", "Niravam"],
    "amphetamine": [
        "amphetamines",
        "Adderall",
        "Dexedrine",
        "Evekeo",
        "dextroamphetamine",
        "amphetamine salts",
        "speed",
    ],
    "buprenorphine": ["Suboxone", "Subutex", "Zubsolv", "Sublocade", "Buprenex"],
    "butorphanol": ["Stadol"],
    "carisoprodol": ["Soma"],
    "cathine": ["khat", "qat", "norpseudoephedrine", "d-norpseudoephedrine"],
    "cathinone": ["khat", "qat"],
    "chlordiazepoxide": ["Librium"],
    "clonazepam": ["Klonopin"],
    "clorazepate": ["Tranxene"],
    "cocaine": [
        "coke",
        "blow",
        "cocaine hydrochloride",
        "cocaine HCl",
        "powder cocaine",
        "cocaine powder",
        "perico",
    ],
    "codeine": [
        "Tylenol 3",
        "Tylenol with codeine",
        "Tylenol #3",
        "codeine syrup",
        "promethazine with codeine",
        "lean",
        "purple drank",
        "sizzurp",
    ],
    "diazepam": ["Valium"],
    "dmt": ["dimethyltryptamine", "N,N-dimethyltryptamine", "ayahuasca"],
    "fentanyl": [
        "fent",
        "fentanil",
        "fentanyl citrate",
        "Duragesic",
        "Actiq",
        "Sublimaze",
        "China White",
    ],
    "flunitrazepam": ["Rohypnol", "roofies", "roofie", "roches", "date rape drug"],
    "ghb": [
        "gamma-hydroxybutyric acid",
        "gamma hydroxybutyrate",
        "gamma-hydroxybutyrate",
        "liquid ecstasy",
        "Xyrem",
        "sodium oxybate",
    ],
    "heroin": [
        "diacetylmorphine",
        "diamorphine",
        "black tar",
        "black tar heroin",
        "tar heroin",
        "smack",
        "chiva",
        "China White",
    ],
    "hydrocodone": [
        "Vicodin",
        "Norco",
        "Lortab",
        "Lorcet",
        "Zohydro",
        "hydrocodone/acetaminophen",
        "hydrocodone bitartrate",
    ],
    "hydromorphone": ["Dilaudid"],
    "ketamine": ["special K", "Ketalar", "vitamin K"],
    "lisdexamfetamine": ["Vyvanse"],
    "lorazepam": ["Ativan"],
    "lsd": ["lysergic acid diethylamide", "lysergide", "acid", "LSD-25"],
    "marijuana": [
        "marihuana",
        "cannabis",
        "weed",
        "pot",
        "grass",
        "bud",
        "mota",
        "marijuana plants",
        "marijuana edibles",
        "hashish",
        "hash",
        "hash oil",
        "concentrated cannabis",
        "cannabis resin",
        "butane honey oil",
    ],
    "mdma": [
        "ecstasy",
        "Molly",
        "XTC",
        "3,4-methylenedioxymethamphetamine",
        "methylenedioxymethamphetamine",
    ],
    "meperidine": ["Demerol", "pethidine"],
    "mescaline": [],
    "methadone": ["Dolophine", "Methadose"],
    "methamphetamine": [
        "meth",
        "crystal",
        "crystal meth",
        "ice",
        "crank",
        "glass",
        "Tina",
        "shabu",
        "speed",
        "methamphetamines",
        "methamphetamine hydrochloride",
        "methamphetamine HCl",
        "Desoxyn",
        "d-methamphetamine",
        "cristal",
    ],
    "methaqualone": ["Quaalude", "Quaaludes", "ludes"],
    "methylphenidate": ["Ritalin", "Concerta", "dexmethylphenidate", "Focalin"],
    "midazolam": ["Versed"],
    "modafinil": ["Provigil"],
    "morphine": ["MS Contin", "morphine sulfate"],
    "oxycodone": [
        "OxyContin",
        "Percocet",
        "Percodan",
        "Roxicodone",
        "Endocet",
        "oxycodone hydrochloride",
        "oxycodone HCl",
        "oxy",
        "oxys",
    ],
    "oxymorphone": ["Opana"],
    "pcp": ["phencyclidine", "angel dust", "sherm"],
    "pentazocine": ["Talwin"],
    "peyote": [],
    "phenobarbital": ["Luminal"],
    "phentermine": ["Adipex", "Adipex-P"],
    "pregabalin": ["Lyrica"],
    "propoxyphene": ["Darvon", "Darvocet", "dextropropoxyphene"],
    "psilocybin": [
        "mushrooms",
        "psilocybin mushrooms",
        "magic mushrooms",
        "shrooms",
        "hallucinogenic mushrooms",
    ],
    "psilocyn": ["psilocin", "psilocybin and psilocyn"],
    "raw opium": ["opium"],
    "temazepam": ["Restoril"],
    "tetrahydrocannabinols": [
        "THC",
        "delta-9 THC",
        "delta-9-tetrahydrocannabinol",
        "delta-8 THC",
        "delta-8",
    ],
    "tramadol": ["Ultram", "Ultracet"],
    "zaleplon": ["Sonata"],
    "zolpidem": ["Ambien"],
    "zopiclone": ["Lunesta", "eszopiclone"],
}

KINDS = {
    "flunitrazepam": "flunitrazepam",
    "marijuana": "marijuana",
    "marihuana extract": "marijuana",
    "tetrahydrocannabinols": "marijuana",
}

# The first day on a schedule, temporary orders included. Left out: in force before 1997.
FIRST_DAYS = {
    "1997-02-05": ["zolpidem"],
    "1997-10-31": ["butorphanol"],
    "1998-02-11": ["sibutramine"],
    "1999-01-27": ["modafinil"],
    "1999-08-12": ["ketamine"],
    "1999-09-15": ["zaleplon"],
    "2000-03-13": ["GHB"],
    "2001-08-16": ["dichloralphenazone"],
    "2002-09-20": ["N-benzylpiperazine", "2C-T-7"],
    "2003-04-04": ["AMT", "5-MeO-DIPT"],
    "2005-04-04": ["zopiclone"],
    "2005-07-28": ["pregabalin"],
    "2009-06-22": ["lacosamide"],
    "2011-01-19": ["5-MeO-DMT"],
    "2011-03-01": ["JWH-018", "JWH-073", "JWH-200", "CP-47,497", "cannabicyclohexanol"],
    "2011-10-21": ["mephedrone", "MDPV", "methylone"],
    "2011-12-15": ["ezogabine"],
    "2012-01-11": ["carisoprodol"],
    "2012-07-09": [
        "JWH-019",
        "JWH-081",
        "JWH-122",
        "JWH-203",
        "JWH-250",
        "JWH-398",
        "AM2201",
        "AM-694",
        "RCS-4",
        "RCS-8",
        "2C-C",
        "2C-D",
        "2C-E",
        "2C-H",
        "2C-I",
        "2C-N",
        "2C-P",
        "2C-T-2",
        "2C-T-4",
    ],
    "2013-05-16": ["UR-144", "XLR11", "AKB48"],
    "2013-06-07": ["lorcaserin"],
    "2013-11-15": ["25B-NBOMe", "25C-NBOMe", "25I-NBOMe"],
    "2014-02-10": ["PB-22", "5F-PB-22", "AB-FUBINACA", "ADB-PINACA"],
    "2014-03-07": [
        "4-MEC",
        "4-MePPP",
        "alpha-PVP",
        "butylone",
        "pentedrone",
        "pentylone",
        "4-FMC",
        "3-FMC",
        "naphyrone",
        "alpha-PBP",
    ],
    "2014-08-18": ["tramadol"],
    "2014-09-29": ["suvorexant"],
    "2015-01-30": ["AB-CHMINACA", "AB-PINACA", "THJ-2201"],
    "2015-07-17": ["acetyl fentanyl"],
    "2016-02-05": ["MAB-CHMINACA"],
    "2016-05-12": ["butyryl fentanyl", "beta-hydroxythiofentanyl", "brivaracetam"],
    "2016-11-14": ["U-47700"],
    "2016-11-29": ["furanyl fentanyl"],
    "2017-04-10": [
        "5F-ADB",
        "5F-AMB",
        "5F-APINACA",
        "ADB-FUBINACA",
        "MDMB-CHMICA",
        "MDMB-FUBINACA",
    ],
    "2017-05-03": ["4-fluoroisobutyryl fentanyl"],
    "2017-07-14": ["acryl fentanyl"],
    "2017-10-26": ["ortho-fluorofentanyl", "tetrahydrofuranyl fentanyl", "methoxyacetyl fentanyl"],
    "2017-11-03": ["FUB-AMB"],
    "2018-01-04": ["cyclopropyl fentanyl"],
    "2018-02-01": [
        "valeryl fentanyl",
        "para-fluorobutyryl fentanyl",
        "para-methoxybutyryl fentanyl",
        "para-chloroisobutyryl fentanyl",
        "isobutyryl fentanyl",
        "cyclopentyl fentanyl",
        "ocfentanil",
    ],
    "2018-07-10": [
        "NM2201",
        "5F-AB-PINACA",
        "4-CN-CUMYL-BUTINACA",
        "MMB-CHMICA",
        "5F-CUMYL-P7AICA",
    ],
    "2018-08-31": ["N-ethylpentylone"],
    "2019-04-16": ["5F-EDMB-PINACA", "5F-MDMB-PICA", "FUB-AKB48", "5F-CUMYL-PINACA", "FUB-144"],
    "2019-07-18": [
        "N-ethylhexedrone",
        "alpha-PHP",
        "4-MEAP",
        "MPHP",
        "PV8",
        "4-chloro-alpha-PVP",
    ],
    "2020-08-20": ["isotonitazene"],
    "2021-03-01": ["brorphine"],
    "2022-04-12": [
        "butonitazene",
        "etodesnitazene",
        "flunitazene",
        "metonitazene",
        "N-pyrrolidino etonitazene",
        "protonitazene",
    ],
    "2023-07-26": ["etizolam", "flualprazolam", "clonazolam", "flubromazolam", "diclazepam"],
    "2023-10-25": ["N-desethyl isotonitazene", "N-piperidinyl etonitazene"],
    "2023-12-12": [
        "MDMB-4en-PINACA",
        "4F-MDMB-BUTICA",
        "ADB-4en-PINACA",
        "CUMYL-PEGACLONE",
        "5F-EDMB-PICA",
        "MMB-FUBICA",
    ],
}

# Listed after 1996, on a day that was not verified: open for the days before the table's.
UNDATED = [
    "3-MMC",
    "4,4'-dimethylaminorex",
    "4F-MDMB-BINACA",
    "ADB-BUTINACA",
    "AH-7921",
    "alfaxalone",
    "alpha-PiHP",
    "amineptine",
    "ANPP",
    "brexanolone",
    "cenobamate",
    "daridorexant",
    "dihydroetorphine",
    "dronabinol in oral solution",
    "eluxadoline",
    "embutramide",
    "ethylone",
    "ethylphenidate",
    "eutylone",
    "fospropofol",
    "ganaxolone",
    "lasmiditan",
    "lemborexant",
    "lisdexamfetamine",
    "mesocarb",
    "methiopropamine",
    "methoxetamine",
    "MT-45",
    "norfentanyl",
    "noroxymorphone",
    "oliceridine",
    "oripavine",
    "perampanel",
    "PMMA",
    "remimazolam",
    "serdexmethylphenidate",
    "solriamfetol",
    "tapentadol",
    "thiafentanil",
    "zipeprol",
    "zuranolone",
    "fentanyl carbamate",
]

# The class of fentanyl-related substances was listed on this day (83 FR 5188; 21 USC 812(c)(e)),
# so that no analog that was named later was free after it.
FENTANYL_CLASS_DAY = "2018-02-06"
OLDER_FENTANYLS = {
    "acetyl-alpha-methylfentanyl",
    "alfentanil",
    "alpha-methylfentanyl",
    "alpha-methylthiofentanyl",
    "beta-hydroxy-3-methylfentanyl",
    "beta-hydroxyfentanyl",
    "carfentanil",
    "fentanyl",
    "3-methylfentanyl",
    "3-methylthiofentanyl",
    "para-fluorofentanyl",
    "remifentanil",
    "sufentanil",
    "thiofentanyl",
    "thiafentanil",
    "norfentanyl",
}

# Anabolic steroids of 21 USC 802(41)(A) as it stood from 1991. Others came on 20 January 2005
# (Pub. L. 108-358), or later.
STEROIDS_1991 = {
    "boldenone",
    "clostebol",
    "dehydrochloromethyltestosterone",
    "drostanolone",
    "ethylestrenol",
    "fluoxymesterone",
    "formebolone",
    "mesterolone",
    "methandienone",
    "methandriol",
    "methenolone",
    "methyltestosterone",
    "mibolerone",
    "nandrolone",
    "norethandrolone",
    "oxandrolone",
    "oxymesterone",
    "oxymetholone",
    "stanozolol",
    "testolactone",
    "testosterone",
    "trenbolone",
    "4-dihydrotestosterone",
}
STEROIDS_DAY = "2005-01-20"
STEROIDS_LATER = {
    "boldione": "2010-01-04",
    "desoxymethyltestosterone": "2010-01-04",
    "19-nor-4,9(10)-androstadienedione": "2010-01-04",
    "prostanozol": "2012-08-29",
    "methasterone": "2012-08-29",
    # The Designer Anabolic Steroid Control Act of 2014, Pub. L. 113-260.
    "5α-androstan-3,6,17-trione": "2014-12-18",
    "6-bromo-androsta-1,4-diene-3,17-dione": "2014-12-18",
    "6-bromo-androstan-3,17-dione": "2014-12-18",
    "4-chloro-17α-methyl-androsta-1,4-diene-3,17β-diol": "2014-12-18",
    "4-chloro-17α-methyl-androst-4-ene-3β,17β-diol": "2014-12-18",
    "4-chloro-17α-methyl-17β-hydroxy-androst-4-en-3-one": "2014-12-18",
    "4-chloro-17α-methyl-17β-hydroxy-androst-4-ene-3,11-dione": "2014-12-18",
    "2α,17α-dimethyl-17β-hydroxy-5β-androstan-3-one": "2014-12-18",
    "2α,3α-epithio-17α-methyl-5α-androstan-17β-ol": "2014-12-18",
    "estra-4,9,11-triene-3,17-dione": "2014-12-18",
    "[3,2-c]furazan-5α-androstan-17β-ol": "2014-12-18",
    "18a-homo-3-hydroxy-estra-2,5(10)-dien-17-one": "2014-12-18",
    "4-hydroxy-androst-4-ene-3,17-dione": "2014-12-18",
    "17β-hydroxy-androstano[2,3-d]isoxazole": "2014-12-18",
    "17β-hydroxy-androstano[3,2-c]isoxazole": "2014-12-18",
    "3β-hydroxy-estra-4,9,11-trien-17-one": "2014-12-18",
    "17α-methyl-androsta-1,4-diene-3,17β-diol": "2014-12-18",
    "17α-methyl-5α-androstan-17β-ol": "2014-12-18",
    "17α-methyl-androstan-3-hydroxyimine-17β-ol": "2014-12-18",
    "6α-methyl-androst-4-ene-3,17-dione": "2014-12-18",
    "17α-methyl-androst-2-ene-3,17β-diol": "2014-12-18",
    "[3,2-c]pyrazole-androst-4-en-17β-ol": "2014-12-18",
}

Row = dict[str, str | list[str]]

# Rows that the table has not, or not as people name them.
LISTED_BY_HAND: list[Row] = [
    {"name": "anabolic steroids", "schedule": "III", "aliases": ["steroids", "anabolic steroid"]},
    {"name": "barbiturates", "schedule": "III", "aliases": ["barbiturate"]},
    {
        "name": "cocaine base",
        "schedule": "II",
        "aliases": ["crack", "crack cocaine", "rock cocaine", "base cocaine", "freebase cocaine"],
        "kind": "cocaine_base",
    },
    {"name": "fenfluramine", "schedule": "IV", "aliases": ["Pondimin"], "until": "2022-12-22"},
    {
        "name": "fentanyl-related substances",
        "schedule": "I",
        "aliases": ["fentanyl-related substance", "fentanyl analog", "fentanyl analogue"],
        "from": FENTANYL_CLASS_DAY,
    },
    {
        "name": "synthetic cannabinoids",
        "schedule": "I",
        "aliases": ["synthetic cannabinoid", "spice", "K2", "synthetic marijuana"],
        "from": "2011-03-01",
    },
]

# Substances that some state lists, or that people name, and no federal schedule has. Where a
# listing since the table's day is thinkable the answer ends with that day.
NOT_LISTED: list[Row] = [
    {
        "name": "alcohol",
        "aliases": ["ethanol", "liquor", "beer", "wine"],
        "authority": "21 USC 802(6)",
    },
    {"name": "apomorphine", "authority": "21 CFR 1308.12(b)(1)"},
    {
        "name": "butyl nitrite",
        "aliases": ["poppers", "amyl nitrite", "alkyl nitrite"],
        "until": TABLE_DAY,
        "authority": "21 CFR 1308.11 to 1308.15 (no entry)",
    },
    {
        "name": "chorionic gonadotropin",
        "aliases": ["HCG", "human chorionic gonadotropin"],
        "authority": "Ruiz-Vidal v. Gonzales, 473 F.3d 1072; 21 CFR 1308.13(f) (no entry)",
    },
    {"name": "dextromethorphan", "aliases": ["DXM"], "authority": "21 USC 811(g)(2)"},
    {
        "name": "ephedrine",
        "authority": "21 USC 802(34) (a listed chemical, on no schedule)",
    },
    {
        "name": "gabapentin",
        "aliases": ["Neurontin"],
        "until": TABLE_DAY,
        "authority": "21 CFR 1308.15 (no entry)",
    },
    {
        "name": "hemp",
        "aliases": ["industrial hemp"],
        "from": "2018-12-20",
        "authority": "21 USC 802(16)(B)(i); 7 USC 1639o",
    },
    {
        # Hemp has been measured by total THC, synthesized cannabinoids out, since 12 November 2026.
        "name": "hemp-derived delta-8 THC",
        "aliases": ["delta-8 THC", "delta-8"],
        "from": "2018-12-20",
        "until": "2026-11-11",
        "authority": "7 USC 1639o; AK Futures LLC v. Boyd Street Distro, LLC, 35 F.4th 682",
    },
    {
        "name": "kratom",
        "aliases": ["mitragynine"],
        "until": TABLE_DAY,
        "authority": "21 CFR 1308.11 (no entry)",
    },
    {"name": "nicotine", "aliases": ["tobacco"], "authority": "21 USC 802(6)"},
    {
        "name": "nitrous oxide",
        "aliases": ["whippets", "laughing gas"],
        "until": TABLE_DAY,
        "authority": "21 CFR 1308.11 to 1308.15 (no entry)",
    },
    {
        "name": "pseudoephedrine",
        "aliases": ["Sudafed"],
        "authority": "21 USC 802(34) (a listed chemical, on no schedule)",
    },
    {
        "name": "salvia divinorum",
        "aliases": ["salvia", "salvinorin A"],
        "until": TABLE_DAY,
        "authority": "21 CFR 1308.11 (no entry)",
    },
    {
        # Which of them is on a schedule changes by the order; the class as such is not.
        "name": "synthetic cannabinoids on no schedule",
        "aliases": [
            "synthetic cannabinoid",
            "synthetic cannabinoids",
            "spice",
            "K2",
            "synthetic marijuana",
        ],
        "authority": "21 CFR 1308.11(d), (g), (h) (each by name)",
    },
    {"name": "tianeptine", "until": TABLE_DAY, "authority": "21 CFR 1308.11 (no entry)"},
    {
        "name": "xylazine",
        "aliases": ["tranq"],
        "until": TABLE_DAY,
        "authority": "21 CFR 1308.11 to 1308.15 (no entry)",
    },
]

# Descriptions in the table that are nobody's name.
_NO_NAME = re.compile(
    r"china white|chine white|\bprecursor\b|constituent of|anabolic steroid|preparation|"
    r"synthetic heroin|^crack$|^fentanyl$|^thc\b|and others|^in coca|combination product|"
    r"mg/|some trade|^or |^and |has been|cactus which|other comb|as approved|approved for|"
    r"another name|^love drug$|^speed|^qat|khat|^ice$|mushrooms|related-substances|^tuinal$|"
    r"dosage form|^dma$|bulk|homologue|, | and |i\.e\.|^raw$|^powdered$|^granulated$|^trip|"
    r"^5-methoxy-n$|^n-diisopropyl",
    re.IGNORECASE,
)


def usual_name(row: dict[str, str]) -> str:
    """The name by which a row of the table is known, in lower case."""
    if given := NAMES.get(row["dea_code"]):
        return given.casefold()
    base = re.split(
        r"\s+[(\[]|, its |, and its |—|-—| or any salt| and its salts", row["substance"]
    )[0]
    return base.strip().casefold()


def other_names(row: dict[str, str], name: str) -> Iterator[str]:
    """The other names of a row that somebody may write."""
    text = re.split(r"\(Positional", row["other_names"], flags=re.IGNORECASE)[0]
    pieces = re.split(r";\s*|,\s+(?=[A-Za-z])|(?<=[A-Za-z]),(?=[A-Z])", text)
    for piece in (row["substance"].split(" (")[0], *pieces):
        alias = piece.strip(' .“”"').removeprefix("Some trade and other names: ")
        balanced = all(alias.count(a) == alias.count(b) for a, b in ("()", "[]"))
        plain = (
            3 <= len(alias) <= 40 and re.search("[A-Za-z]{2}", alias) and not _NO_NAME.search(alias)
        )
        lost = re.search(r"^-|\(\)|--| -\(|\(-", alias)  # a letter was lost there
        if balanced and plain and not lost and alias.casefold() != name:
            yield alias


def rows_of(table: Iterable[dict[str, str]]) -> Iterator[Row]:
    """The rows of the file from the rows of the table; the first of a name counts."""
    days = {n.casefold(): day for day, names in FIRST_DAYS.items() for n in names}
    seen: set[str] = set()
    for raw in table:
        name = usual_name(raw)
        if raw["dea_code"] in LEFT_OUT or name in seen:
            continue
        seen.add(name)
        row: Row = {"name": name, "schedule": raw["schedule"]}
        aliases = [*ALIASES.get(name, ()), *other_names(raw, name)]
        folded: dict[str, str] = {}
        for alias in aliases:
            folded.setdefault(alias.casefold(), alias)
        folded.pop(name, None)
        if folded:
            row["aliases"] = list(folded.values())
        if kind := KINDS.get(name):
            row["kind"] = kind
        if day := days.get(name) or _class_day(raw, name):
            row["from"] = day
        yield row


def _class_day(raw: dict[str, str], name: str) -> str | None:
    if "fentanyl" in name and name not in OLDER_FENTANYLS:
        return FENTANYL_CLASS_DAY
    if raw["dea_code"] == "4000" and name not in STEROIDS_1991:
        return STEROIDS_LATER.get(name, STEROIDS_DAY)
    return None


def undated(rows: Iterable[Row]) -> Iterator[Row]:
    """For each listing of an unknown day a row that leaves earlier days open."""
    wanted = {name.casefold() for name in UNDATED}
    found = set()
    for row in rows:
        if (name := str(row["name"])) in wanted:
            found.add(name)
            yield {
                "name": f"{name} before its listing",
                "aliases": [name, *row.get("aliases", [])],
                "until": TABLE_DAY,
                "authority": "21 CFR 1308.11 to 1308.15 (the day of its listing is not verified)",
            }
    if wanted - found:
        raise SystemExit(f"not in the table: {', '.join(sorted(wanted - found))}")


def written(row: Row) -> str:
    """A row as an inline table."""
    keys = ("name", "schedule", "aliases", "from", "until", "kind", "authority")
    return "{ " + ", ".join(f"{k} = {_value(k, row[k])}" for k in keys if k in row) + " }"


def _value(key: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(v) for v in value) + "]"
    return value if key in ("from", "until") else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Read the table named on the command line, and write the file to standard output."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        listed = [*rows_of(csv.DictReader(file)), *LISTED_BY_HAND]
    known = {str(row["name"]) for row in listed}
    named = {n.casefold() for names in FIRST_DAYS.values() for n in names} | set(ALIASES)
    if missing := (named | set(STEROIDS_LATER) | STEROIDS_1991 | OLDER_FENTANYLS) - known:
        raise SystemExit(f"not in the table: {', '.join(sorted(missing))}")
    unlisted = [*NOT_LISTED, *undated(listed)]
    print(HEAD)
    for key, rows in (("substance", listed), ("not_listed", unlisted)):
        print(f"{key} = [")
        for row in sorted(rows, key=lambda r: str(r["name"])):
            print(f"  {written(row)},")
        print("]\n" if key == "substance" else "]")


HEAD = """\
# The federal drug schedules, 21 USC 812 and 21 CFR 1308.11 to 1308.15, by the names that people
# write: made by tools/make_substances.py, where names, days and marks are written by hand.
# As of January 2025, and the class of fentanyl-related substances. A substance has the day of its
# first listing, temporary orders included, where that is after 1996; one whose day is not verified
# has a second row that leaves the days before open. not_listed: on no federal schedule.
# Marijuana has had three federal dates: hemp left it on 2018-12-20 (7 USC 1639o); some of it has
# been in schedule III, and so still controlled, since 2026-04-28 (91 FR 22714); hemp has been
# measured by total THC since 2026-11-12 (Pub. L. 119-37), which widens it again.
"""

if __name__ == "__main__":
    main()
