"""All that the page of one hit shows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.clock import now
from fairlead.kernel.screening import rules
from fairlead.kernel.screening.models import Attention, Hit, Judgement, Remark, Standing
from fairlead.kernel.screening.queries.queue import LOOKING

EARLIER = 10
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownJudgement:
    """A judgement with its words, and whose it is."""

    judgement: Judgement
    words: str
    is_of_pair: bool = True


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark with its words."""

    remark: Remark
    words: str


@dataclass(frozen=True, slots=True)
class HitPage:
    """One hit with what was said and decided of it; no values: covered or sealed."""

    hit: Hit
    values: Values
    verbs: tuple[str, ...]
    judgements: Sequence[ShownJudgement]
    earlier: Sequence[ShownJudgement]
    remarks: Sequence[ShownRemark]
    others: Sequence[str]  # who looks at it now
    is_favourite: bool
    standing: Standing | None
    approval: Approval | None
    needs_second: Mapping[str, bool]

    @property
    def is_covered(self) -> bool:
        """Whether there is more than is shown."""
        return not self.values

    @property
    def may_decide(self) -> bool:
        """Whether this reader can judge it now, once she has looked."""
        return bool({"decide", "doubt"} & set(self.verbs))


def hit_page(context: Context, key: uuid.UUID) -> HitPage:
    """Return the page of a hit, open for whoever asked to see it not long ago."""
    hit = find(context, Hit, key)
    judgements = list(_judgements(context).filter(hit=hit).order_by("-recorded_at"))
    earlier = list(_earlier(context, hit))
    remarks = list(
        Remark.objects.for_context(context)
        .filter(hit=hit)
        .select_related("created_by")
        .order_by("-recorded_at")
    )
    opened = values_of(context, [hit], unmask=rules.has_opened(context, hit))
    words = values_of(context, [*judgements, *earlier, *remarks])
    attentions = list(
        Attention.objects.for_context(context).filter(hit=hit).select_related("account")
    )
    return HitPage(
        hit=hit,
        values=opened[hit.pk],
        verbs=rules.possible(context, hit),
        judgements=[ShownJudgement(one, _words(words, one)) for one in judgements],
        earlier=[
            ShownJudgement(one, _words(words, one), is_of_pair=one.hit.pair == hit.pair)
            for one in earlier
        ],
        remarks=[ShownRemark(one, _words(words, one)) for one in remarks],
        others=_others(context, attentions),
        is_favourite=any(
            one.is_favourite for one in attentions if one.account_id == context.account
        ),
        standing=Standing.objects.for_context(context)
        .filter(pair=hit.pair, ended_at=None, expires_at__gt=now())
        .first(),
        approval=_approval(judgements),
        needs_second={
            outcome: rules.needs_second(hit, outcome) for outcome in ("same", "different")
        },
    )


def _judgements(context: Context) -> Any:  # noqa: ANN401 - a queryset
    return Judgement.objects.for_context(context).select_related("created_by", "hit")


def _earlier(context: Context, hit: Hit) -> Any:  # noqa: ANN401 - a queryset
    """Return what was judged of this pair, or of this very person, in other hits."""
    same = Q(hit__pair=hit.pair) | Q(hit__asked_print=hit.asked_print)
    found = _judgements(context).filter(same, effective_at__isnull=False, undone_at=None)
    return found.exclude(hit=hit).order_by("-recorded_at")[:EARLIER]


def _words(words: Mapping[uuid.UUID, Values], one: Judgement | Remark) -> str:
    return str(words[one.pk].get("words", ""))


def _others(context: Context, attentions: Sequence[Attention]) -> list[str]:
    since = now() - LOOKING
    return [
        one.account.name
        for one in attentions
        if one.account_id != context.account and one.seen_at > since
    ]


def _approval(judgements: Sequence[Judgement]) -> Approval | None:
    waiting = [one.approval for one in judgements if one.approval and not one.effective_at]
    return Approval.objects.filter(pk=waiting[0]).first() if waiting else None
