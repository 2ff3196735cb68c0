from django.urls import path

from fairlead.desks.casework.queries.cases import CASES
from fairlead.desks.casework.queries.hits import HITS
from fairlead.desks.casework.views import bulk, cases, figures, hits
from fairlead.ui.exports import export_urls

app_name = "casework"
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
    path("hits/<uuid:key>/<slug:verb>/", hits.step, name="hit-step"),
]
