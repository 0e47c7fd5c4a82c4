"""Addresses of works at the desk, mounted under the language."""

from django.urls import path

from ortaq.civic.works.desk import after, photos, works, workshops

app_name = "works_desk"

urlpatterns = [
    path("desk/works/", works.index, name="works"),
    path("desk/works/new/", works.new, name="new"),
    path("desk/works/workshops/", workshops.index, name="workshops"),
    path("desk/works/workshops/new/", workshops.new, name="new_workshop"),
    path("desk/works/workshops/<str:workshop>/", workshops.page, name="workshop"),
    path("desk/works/workshops/<str:workshop>/concept/", workshops.concept, name="new_concept"),
    path("desk/works/concepts/<str:concept>/build/", workshops.build, name="build"),
    path("desk/works/<str:number>/", works.page, name="work"),
    path("desk/works/<str:number>/edit/", works.edit, name="edit"),
    path("desk/works/<str:number>/move/", works.move, name="move"),
    path("desk/works/<str:number>/quantities/", works.quantity, name="quantity"),
    path("desk/works/<str:number>/quantities/<slug:kind>/remove/", works.remove_quantity, name="remove_quantity"),
    path("desk/works/<str:number>/photos/", photos.before, name="before"),
    path("desk/works/<str:number>/photos/<int:pair>/after/", photos.after, name="after"),
    path("desk/works/<str:number>/photos/<int:pair>/check/", photos.check, name="check"),
    path("desk/works/<str:number>/defects/<int:defect>/", after.settle, name="settle"),
    path("desk/works/<str:number>/instalments/", after.parts, name="parts"),
    path("desk/works/<str:number>/instalments/<int:position>/", after.payment, name="payment"),
    path("desk/works/<str:number>/result/", after.result, name="result"),
]
