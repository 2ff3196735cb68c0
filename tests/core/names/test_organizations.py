"""Names of organizations and ships, invented."""

import pytest

from fairlead.core.names import Kind
from tests.core.names.forms import bag, firm, ship

FIRMS = [
    ("Brindle Trading Co., Ltd.", "brindle g:trading l:ltd"),
    ("Brindle S.A.", "brindle l:sa"),
    ("Brindle S. A.", "brindle l:sa"),
    ("Brindle S.A. de C.V.", "brindle l:sa"),
    ("Brindle G.m.b.H.", "brindle l:gmbh"),
    ("Brindle GmbH & Co. KG", "brindle l:gmbh"),
    ("Brindle A/S", "brindle l:sa"),
    ("AS Brindle", "as brindle"),
    ("PT Brindle Tbk", "l:pt brindle l:plc"),
    ("ООО «Ромашка»", "l:llc ромашка"),
    ("Общество с ограниченной ответственностью «Ромашка»", "l:llc ромашка"),
    ("Romashka, OOO", "romashka l:llc"),
    ("شركة النور للتجارة والاستيراد", "g:company p:al نور g:trading g:import"),
    ("بنك النور", "g:bank p:al نور"),
    ("株式会社東海商事", "l:kk 东海 g:trading"),
    ("조선광명은행", "korea 광명 g:bank"),
    ("Banco Nacional de Utopia", "g:bank g:national p:de utopia"),
    (
        "Société d'Investissement de l'Étang SARL",
        "g:company p:de g:investment p:de p:la etang l:sarl",
    ),
    ("A.B.C. Shipping", "abc g:shipping"),
    ("A B C Shipping", "abc g:shipping"),
    ("B R C S.A.", "brc l:sa"),
    ("B R C S A", "brc l:sa"),
    ("M D S Brindle S E Z Co., Ltd.", "mds brindle sez l:ltd"),
    ("Utopian Grain Union (UGU)", "utopian grain g:union p:ugu"),
    ("Utopian Grain Union (Brindle)", "utopian grain g:union brindle"),
    ("Dalian Brindle Maoyi Youxian Gongsi", "dalian brindle g:trading l:ltd"),
    ("Obschestvo s ogranichennoy otvetstvennostiu Brindle", "l:llc brindle"),
    ("Int'l Grain Co", "g:international grain g:company"),
    ("Widows' and Orphans' Relief", "widows p:and orphans g:relief"),
    ("Brigade 33 of Utopia", "g:brigade n:33 p:of utopia"),
    ("7th Brindle Division", "n:7 brindle g:division"),
    ("Brindle II", "brindle n:2"),
    ("Jama'at as-Salam", "g:group p:al salam"),
    ("Alharamain Foundation", "p:al haramain g:foundation"),
    (
        "The Brindle & Sons Company (Utopia) Limited",
        "p:the brindle p:and g:sons g:company utopia l:ltd",
    ),
]

# All in one line are one organization: the same forms, or all but the legal form's place.
MEET = [
    (
        "Brindle Ltd",
        "Brindle Limited",
        "Brindle Co., Ltd.",
        "BRINDLE L.T.D.",
        "Brindle Company Limited",
    ),
    ("Brindle AG", "Brindle Aktiengesellschaft", "Brindle A.G."),
    ("Brindle Bank", "Banque Brindle", "Banco Brindle", "Brindle Bankası"),
    ("Brindle International Trading", "Brindle Intl. Trading", "BRINDLE INTERNATIONAL TRADE"),
    (
        "Brindle and Sons",
        "Brindle & Sons",
        "Brindle et Fils",
        "Brindle und Söhne",
        "Brindle e Hijos",
    ),
    ("Brigade 44", "Brigade Forty-Four", "Brigade Forty 4"),
    ("Brindle Fund 5 LP", "Brindle Fund V, L.P.", "Brindle Fund Five L.P."),
    ("Bank Brindle Iran", "Банк Brindle Иран", "بنك Brindle ايران"),
    ("1st Brindle Bank", "First Brindle Bank"),
    ("Ромашка ООО", "ООО Ромашка", "Общество с ограниченной ответственностью Ромашка"),
    ("北海有限公司", "北海 有限公司", "北海有限责任公司"),
    ("Hizballah", "Hezbollah", "Hizb Allah", "حزب الله", "Хезболла"),
]

SHIPS = [
    ("M/V SEA THISTLE", "t:mv sea thistle"),
    ("MV Sea Thistle", "t:mv sea thistle"),
    ("M.T. Sea Thistle 2", "t:mt sea thistle n:2"),
    ("SEA THISTLE II", "sea thistle n:2"),
    ("SEA THISTLE I", "sea thistle n:1"),
    ("SEA THISTLE NO. 5", "sea thistle p:number n:5"),
    ("THISTLE21", "thistle n:21"),
    ("GOLD BANK", "gold bank"),
]


@pytest.mark.parametrize(("text", "expected"), FIRMS)
def test_the_name_of_an_organization_is_taken_apart(text: str, expected: str) -> None:
    assert firm(text) == expected


@pytest.mark.parametrize("spellings", MEET, ids=lambda spellings: spellings[0])
def test_spellings_of_one_organization_meet(spellings: tuple[str, ...]) -> None:
    bags = {spelling: bag(spelling, Kind.ORGANIZATION) for spelling in spellings}

    assert bags == dict.fromkeys(spellings, bags[spellings[0]])


@pytest.mark.parametrize(("text", "expected"), SHIPS)
def test_the_name_of_a_ship_is_taken_apart(text: str, expected: str) -> None:
    assert ship(text) == expected


def test_short_legal_forms_count_only_at_their_end_of_the_name() -> None:
    assert firm("SA Brindle Works") == "sa brindle g:factory"
    assert firm("Brindle Works SA") == "brindle g:factory l:sa"
    assert firm("Brindle Works SA (Utopia)") == "brindle g:factory l:sa utopia"
