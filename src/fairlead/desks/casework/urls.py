from django.urls import path

from fairlead.desks.casework.queries.cases import CASES
from fairlead.desks.casework.queries.hits import HITS
from fairlead.desks.casework.queries.lists import DELIVERIES, REQUESTS, TASKS
from fairlead.desks.casework.views import (
    bulk,
    case,
    cases,
    deliveries,
    figures,
    hits,
    lists,
    looking,
    redress,
)
from fairlead.ui.exports import export_urls

app_name = "casework"
_CASE, _PART = "cases/<uuid:key>", "<slug:code>/<uuid:part>"
urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    *export_urls(CASES, "cases/"),
    path("hits/next/", hits.next_in_queue, name="hits-next"),
    path("hits/batch/", bulk.batch, name="batch"),
    path("hits/batch/start/", bulk.start, name="batch-start"),
    path("hits/batch/<uuid:key>/undo/", bulk.undo, name="batch-undo"),
    path("hits/shift/", hits.shift, name="shift"),
    path("hits/figures/", figures.hit_figures, name="figures"),
    path("hits/figures/export/", figures.export_figures, name="figures-export"),
    path("hits/judgement/<uuid:key>/undo/", hits.undo, name="judgement-undo"),
    path("hits/queue/<slug:queue>/", hits.hits, name="hits"),
    *export_urls(HITS, "hits/queue/<slug:queue>/"),
    path("hits/", hits.hits, name="hits-all"),
    path("hits/<uuid:key>/", hits.hit, name="hit"),
    path("hits/<uuid:key>/open/", hits.open_hit, name="hit-open"),
    path("hits/<uuid:key>/judge/", hits.judge, name="hit-judge"),
    path("hits/<uuid:key>/opinion/", hits.opinion, name="hit-opinion"),
    path("hits/<uuid:key>/case/", hits.open_case, name="hit-case"),
    path("hits/<uuid:key>/<slug:verb>/", hits.step, name="hit-step"),
    path("cases/open/", case.open_case, name="open"),
    path(f"{_CASE}/", case.case, name="case"),
    path(f"{_CASE}/links/", looking.links, name="links"),
    path(f"{_CASE}/history/", looking.past, name="history"),
    path(f"{_CASE}/report/", looking.report, name="report"),
    path(f"{_CASE}/identities/", case.unmask, name="unmask"),
    path(f"{_CASE}/favourite/", case.favour, name="favour"),
    path(f"{_CASE}/exhibits/<uuid:part>/", case.exhibit, name="exhibit"),
    path(f"{_CASE}/do/<slug:code>/", case.act, name="act"),
    path(f"{_CASE}/do/{_PART}/", case.part_act, name="part-act"),
    path("tasks/", lists.tasks, name="tasks"),
    *export_urls(TASKS, "tasks/"),
    path("received/", deliveries.deliveries, name="deliveries"),
    *export_urls(DELIVERIES, "received/"),
    path("received/<uuid:key>/", deliveries.delivery, name="delivery"),
    path("received/<uuid:key>/content/", deliveries.unmask_delivery, name="unmask-delivery"),
    path("received/<uuid:key>/do/<slug:code>/", deliveries.delivery_act, name="delivery-act"),
    path("redress/", redress.requests, name="redress-list"),
    *export_urls(REQUESTS, "redress/"),
    path("redress/receive/", redress.receive, name="receive-redress"),
    path("redress/<uuid:key>/", redress.redress, name="redress"),
    path("redress/<uuid:key>/content/", redress.unmask_redress, name="unmask-redress"),
    path("redress/<uuid:key>/do/<slug:code>/", redress.redress_act, name="redress-act"),
]
