"""Addresses of the budgets for residents; mounted under the language."""

from django.urls import path

from ortaq.civic.budgets.pages import calls, detail, receipts, results, voting, writing

app_name = "budgets"

urlpatterns = [
    path("budgets/", calls.every, name="calls"),
    path("budgets/how/", results.how, name="how"),
    path("budgets/verifier.py", results.lone_verifier, name="verifier"),
    path("budgets/<slug:code>/", calls.page, name="call"),
    path("budgets/<slug:code>/new/", writing.start, name="new"),
    path("budgets/<slug:code>/new/<slug:step>/", writing.question, name="question"),
    path("budgets/<slug:code>/projects/<str:number>/", detail.page, name="project"),
    path("budgets/<slug:code>/projects/<str:number>/place.json", detail.place, name="place"),
    path("budgets/<slug:code>/projects/<str:number>/withdraw/", detail.withdraw, name="withdraw"),
    path("budgets/<slug:code>/vote/", voting.vote, name="vote"),
    path("budgets/<slug:code>/vote/order/", voting.arrange, name="arrange"),
    path("budgets/<slug:code>/vote/check/", voting.check, name="check"),
    path("budgets/<slug:code>/vote/in/<slug:district>/", voting.district, name="district"),
    path("budgets/<slug:code>/receipt/", receipts.check, name="receipt"),
    path("budgets/<slug:code>/receipts.txt", receipts.every, name="receipts"),
    path("budgets/<slug:code>/results/", results.city, name="results"),
    path("budgets/<slug:code>/results/<slug:district>/", results.district, name="result"),
    path("budgets/<slug:code>/results/<slug:district>.pb", results.ballots, name="ballots"),
    path("budgets/<slug:code>/protocol.pdf", results.protocol, name="protocol"),
]
