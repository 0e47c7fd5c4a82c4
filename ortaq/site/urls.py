"""Every address of the house. Pages live under /kk/, /ru/ and /en/; machines and probes without a language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path

from ortaq.site import pages

handler400 = "ortaq.core.ui.errors.bad_request"
handler403 = "ortaq.core.ui.errors.permission_denied"
handler404 = "ortaq.core.ui.errors.page_not_found"
handler429 = "ortaq.core.ui.errors.too_many_requests"
handler500 = "ortaq.core.ui.errors.server_error"


urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.choose_language, name="choose_language"),
    path("healthz", pages.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path("", include("ortaq.doors.api.urls")),
    *i18n_patterns(
        re_path("^account/(?:password/.*|login/code/)$", pages.no_such_page),
        path("account/", include("allauth.account.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("", include("ortaq.core.files.urls")),
        path("", include("ortaq.core.decisions.urls")),
        path("", include("ortaq.core.ui.urls")),
        path("", include("ortaq.civic.reception.urls")),
        path("", include("ortaq.civic.reception.desk.urls")),
        path("", include("ortaq.civic.contests.urls")),
        path("", include("ortaq.civic.contests.desk.urls")),
        path("", include("ortaq.civic.contests.desk.jury_urls")),
        path("", include("ortaq.civic.dialogue.urls")),
        path("", include("ortaq.civic.dialogue.desk.urls")),
        path("", include("ortaq.civic.plans.urls")),
        path("", include("ortaq.civic.plans.desk.urls")),
        path("", include("ortaq.civic.works.desk.urls")),
        path("", include("ortaq.civic.works.urls")),
        path("", include("ortaq.civic.indicators.urls")),
        path("", include("ortaq.civic.indicators.desk.urls")),
        path("", include("ortaq.civic.budgets.urls")),
        path("", include("ortaq.civic.budgets.desk.urls")),
        path("", include("ortaq.doors.desk.urls")),
        path("", include("ortaq.doors.desk.words_urls")),
        path("", include("ortaq.doors.web.urls")),
        prefix_default_language=True,
    ),
]
