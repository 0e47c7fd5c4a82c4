"""Addresses of the officials' side, mounted under the language at desk/budget/ and desk/residents/."""

from django.urls import path

from ortaq.civic.budgets.desk import calling, checking, overview, papers, residents

app_name = "budgets_desk"

urlpatterns = [
    path("desk/budget/", overview.every, name="calls"),
    path("desk/budget/new/", calling.page, name="new"),
    path("desk/budget/<slug:code>/", overview.call, name="call"),
    path("desk/budget/<slug:code>/step/<slug:name>/", overview.step, name="step"),
    path("desk/budget/<slug:code>/protocol.pdf", overview.protocol, name="protocol"),
    path("desk/budget/<slug:code>/check/", checking.queue, name="queue"),
    path("desk/budget/<slug:code>/check/<str:number>/", checking.check, name="check"),
    path("desk/budget/<slug:code>/withdraw/<str:number>/", checking.withdraw, name="withdraw"),
    path("desk/budget/<slug:code>/paper/", papers.batches, name="papers"),
    path("desk/budget/<slug:code>/paper/hand-out/", papers.hand_out, name="hand_out"),
    path("desk/budget/<slug:code>/paper/key/", papers.key, name="key"),
    path("desk/budget/<slug:code>/paper/spoil/", papers.spoil, name="spoil"),
    path("desk/budget/<slug:code>/paper/<int:batch>.pdf", papers.sheets, name="batch_pdf"),
    path("desk/residents/", residents.seek, name="residents"),
    path("desk/residents/<uuid:public_id>/", residents.verify, name="resident"),
]
