"""Addresses of the officials' side, mounted under the language at desk/appeals/."""

from django.urls import path

from ortaq.civic.reception.desk import case, deeds

app_name = "reception_desk"

urlpatterns = [
    path("desk/appeals/<int:pk>/", case.page, name="case"),
    path("desk/appeals/<int:pk>/take/", deeds.take, name="take"),
    path("desk/appeals/<int:pk>/draft/", deeds.draft, name="draft"),
    path("desk/appeals/<int:pk>/<slug:deed>/", deeds.page, name="deed"),
]
