"""Addresses of the front door; mounted under the language."""

from django.urls import path

from ortaq.doors.web.pages import demo, follow, home, moderation, my, place, search, still

app_name = "web"

urlpatterns = [
    path("", home.page, name="home"),
    path("search/", search.page, name="search"),
    path("place/", place.page, name="place"),
    path("follow/<str:number>/", follow.follow, name="follow"),
    path("moderation/", moderation.log, name="moderation_log"),
    path("moderation/<slug:kind>/<int:pk>/", moderation.objection, name="objection"),
    path("my/", my.appeals, name="my"),
    path("my/follows/", my.follows, name="my_follows"),
    path("my/notices/", my.notices, name="my_notices"),
    path("my/settings/", my.settings, name="my_settings"),
    path("demo/", demo.page, name="demo"),
    path("about/", still.page, {"name": "about"}, name="about"),
    path("accessibility/", still.page, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", still.page, {"name": "privacy"}, name="privacy"),
    path("how/", still.page, {"name": "how"}, name="how"),
    path("data/", still.page, {"name": "data"}, name="data"),
    path("sitemap.xml", still.sitemap, name="sitemap"),
]
