"""Codes that tell a belief, an illness or a conviction: special meals and services (AIRIMP)."""

from enum import StrEnum


class Category(StrEnum):
    """What the law names: Annex 9 of ICAO, and Article 13(4) of Directive (EU) 2016/681."""

    BELIEF = "belief"  # religious or philosophical
    HEALTH = "health"
    UNION = "union"  # membership of a trade union
    ORIENTATION = "orientation"  # sexual life or orientation
    ORIGIN = "origin"  # race or ethnic origin
    POLITICS = "politics"  # political opinions


# Meals that belong to a belief or a conviction; vegan and vegetarian ones among them.
_BELIEF = "AVML HNML IVML KSML MOML RVML VGML VJML VLML VOML"
# Meals for the ill, services for the ill and the disabled. SPML is a meal in free words, which
# may be of either kind.
_HEALTH = (
    "BLML DBML GFML HFML LCML LFML LPML LSML NFML NLML NSML PFML PRML SPML"
    " BLND DEAF DPNA ESAN LEGB LEGL LEGR MAAS MEDA MEQT OXYG PNUT PPOC STCR SVAN"
    " WCBD WCBW WCHC WCHP WCHR WCHS WCLB WCMP WCOB"
)

CODES: dict[str, Category] = {
    **dict.fromkeys(_BELIEF.split(), Category.BELIEF),
    **dict.fromkeys(_HEALTH.split(), Category.HEALTH),
}
# Carriers add letters of their own behind these: a chair, whoever pushes it, tells a disability.
PREFIXES = {"WCH": Category.HEALTH, "WCB": Category.HEALTH, "WCM": Category.HEALTH}
LENGTH = 4


def of_code(code: str) -> Category | None:
    """Tell what a code of SSR or a word of four letters reveals.

    >>> of_code("moml "), of_code("WCHX"), of_code("DOCS") is None
    (<Category.BELIEF: 'belief'>, <Category.HEALTH: 'health'>, True)
    """
    code = code.strip().upper()
    if len(code) != LENGTH:
        return None
    return CODES.get(code) or PREFIXES.get(code[:3])
