from django.urls import path

from fairlead.desks.oversight.queries import conduct as conduct_tables
from fairlead.desks.oversight.queries import staff
from fairlead.desks.oversight.queries import terms as term_tables
from fairlead.desks.oversight.queries.ledger import LEDGER_TABLE
from fairlead.desks.oversight.queries.samples import SAMPLES
from fairlead.desks.oversight.views import (
    conduct,
    evenness,
    ledger,
    samples,
    statistics,
    terms,
    witness,
)
from fairlead.ui.exports import export_urls

app_name = "oversight"
HERE = "oversight/"

urlpatterns = [
    path("witness/add-checkpoint", witness.add_checkpoint, name="add-checkpoint"),
    path(HERE, ledger.overview_page, name="overview"),
    path(f"{HERE}ledger/", ledger.entries, name="ledger"),
    *export_urls(LEDGER_TABLE, f"{HERE}ledger/"),
    path(f"{HERE}ledger/<uuid:key>/", ledger.entry, name="entry"),
    path(f"{HERE}ledger/<uuid:key>/proof/", ledger.proof, name="proof"),
    path(f"{HERE}verification/", ledger.verification, name="verification"),
    path(f"{HERE}verification/begin/", ledger.verify, name="verify"),
    path(f"{HERE}verification/<uuid:key>/", ledger.verifying, name="verifying"),
    path(f"{HERE}lookers/", ledger.lookers, name="lookers"),
    path(f"{HERE}samples/", samples.samples, name="samples"),
    *export_urls(SAMPLES, f"{HERE}samples/"),
    path(f"{HERE}samples/new/", samples.new_sample, name="new-sample"),
    path(f"{HERE}samples/<uuid:key>/", samples.sample, name="sample"),
    path(f"{HERE}samples/<uuid:key>/draw/", samples.draw, name="draw"),
    path(f"{HERE}samples/<uuid:key>/<int:place>/", samples.look, name="look"),
    path(f"{HERE}emergencies/", conduct.emergencies, name="emergencies"),
    *export_urls(conduct_tables.EMERGENCIES, f"{HERE}emergencies/"),
    path(f"{HERE}proposals/", conduct.proposals, name="proposals"),
    *export_urls(conduct_tables.PROPOSALS, f"{HERE}proposals/"),
    path(f"{HERE}accounts/", conduct.accounts, name="accounts"),
    *export_urls(staff.ACCOUNTS, f"{HERE}accounts/"),
    path(f"{HERE}sessions/", conduct.sessions, name="sessions"),
    *export_urls(staff.SESSIONS, f"{HERE}sessions/"),
    path(f"{HERE}keys/", conduct.keys, name="keys"),
    *export_urls(staff.KEYS, f"{HERE}keys/"),
    path(f"{HERE}retention/", terms.retention, name="retention"),
    path(f"{HERE}holds/", terms.holds, name="holds"),
    *export_urls(term_tables.HOLDS, f"{HERE}holds/"),
    path(f"{HERE}certificates/", terms.certificates, name="certificates"),
    *export_urls(term_tables.CERTIFICATES, f"{HERE}certificates/"),
    path(f"{HERE}certificates/<uuid:key>/", terms.certificate, name="certificate"),
    path(f"{HERE}unsealings/", terms.unsealings, name="unsealings"),
    *export_urls(term_tables.UNSEALINGS, f"{HERE}unsealings/"),
    path(f"{HERE}redress/", terms.redress, name="redress"),
    *export_urls(term_tables.REDRESS_CLOCKS, f"{HERE}redress/"),
    path(f"{HERE}jobs/", conduct.jobs, name="jobs"),
    *export_urls(conduct_tables.JOBS, f"{HERE}jobs/"),
    path(f"{HERE}evenness/", evenness.evenness, name="evenness"),
    path(f"{HERE}evenness/measure/", evenness.measure, name="measure"),
    path(f"{HERE}statistics/", statistics.statistics, name="statistics"),
    path(f"{HERE}statistics/file/", statistics.statistics_file, name="statistics-file"),
]
