"""Addresses of the front door; mounted under the language."""

from django.urls import path

from ortaq.doors.web.pages import dates, demo, digest, feeds, follow, home, moderation, my, place, search, still, thread

app_name = "web"

urlpatterns = [
    path("", home.page, name="home"),
    path("search/", search.page, name="search"),
    path("place/", place.page, name="place"),
    path("follow/<str:number>/", follow.follow, name="follow"),
    path("thread/<str:number>.json", thread.data, name="thread_data"),
    path("thread/<str:number>.atom", feeds.thread, name="thread_feed"),
    path("decides.ics", dates.calendar, name="dates"),
    path("feeds/<slug:part>.atom", feeds.part, name="feed"),
    path("thread/<str:number>/", thread.page, name="thread"),
    path("moderation/", moderation.log, name="moderation_log"),
    path("moderation/<slug:kind>/<int:pk>/", moderation.objection, name="objection"),
    path("my/", my.appeals, name="my"),
    path("my/words/", my.own_words, name="my_words"),
    path("my/applications/", my.applications, name="my_applications"),
    path("my/votes/", my.votes, name="my_votes"),
    path("my/follows/", my.follows, name="my_follows"),
    path("my/notices/", my.notices, name="my_notices"),
    path("my/settings/", my.settings, name="my_settings"),
    path("digest/<str:token>/", digest.stop, name="stop_digest"),
    path("demo/", demo.page, name="demo"),
    path("about/", still.page, {"name": "about"}, name="about"),
    path("accessibility/", still.page, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", still.page, {"name": "privacy"}, name="privacy"),
    path("how/", still.page, {"name": "how"}, name="how"),
    path("data/", still.page, {"name": "data"}, name="data"),
    path("sitemap.xml", still.sitemap, name="sitemap"),
]
