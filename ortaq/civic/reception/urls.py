"""Addresses of the reception for residents; mounted under the language."""

from django.urls import path

from ortaq.civic.reception.pages import (
    applicant,
    bodies,
    complaint,
    detail,
    filing,
    lists,
    maps,
    open_data,
    photos,
    routing,
    slips,
    tracking,
)

app_name = "reception"

urlpatterns = [
    path("appeals/", lists.appeals, name="appeals"),
    path("appeals/new/", filing.start, name="new"),
    path("appeals/new/restart/", filing.restart, name="restart"),
    path("appeals/new/photo/<uuid:public_id>/", photos.preview, name="new_photo"),
    path("appeals/new/<slug:step>/", filing.question, name="question"),
    path("appeals/track/", tracking.track, name="track"),
    path("appeals/map/", maps.page, name="map"),
    path("appeals/map.json", maps.points, name="map_points"),
    path("appeals/base.json", maps.base, name="map_base"),
    path("appeals/place.json", maps.place, name="map_place"),
    path("appeals/appeals.csv", open_data.appeals, name="appeals_csv"),
    path("appeals/<str:number>/", detail.page, name="appeal"),
    path("appeals/<str:number>/filed/", detail.filed, name="filed"),
    path("appeals/<str:number>/slip.pdf", slips.slip, name="slip"),
    path("appeals/<str:number>/routing.json", detail.routing, name="routing_record"),
    path("appeals/<str:number>/complain/", complaint.page, name="complain"),
    path("appeals/<str:number>/complaint.txt", complaint.letter, name="complaint_letter"),
    path("appeals/<str:number>/accept/", applicant.accept, name="accept"),
    path("appeals/<str:number>/reopen/", applicant.reopen, name="reopen"),
    path("appeals/<str:number>/rate/", applicant.rate, name="rate"),
    path("appeals/<str:number>/support/", applicant.support, name="support"),
    path("appeals/<str:number>/comment/", applicant.comment, name="comment"),
    path("appeals/<str:number>/follow/", applicant.follow, name="follow"),
    path("bodies/", bodies.every, name="bodies"),
    path("bodies/bodies.csv", bodies.every_csv, name="bodies_csv"),
    path("bodies/<slug:code>/", bodies.page, name="body"),
    path("bodies/<slug:code>.csv", bodies.csv, name="body_csv"),
    path("routing/", routing.page, name="routing"),
    path("routing/routing.json", routing.json, name="routing_json"),
]
