"""The usual Django: the admin's change list over the same table, served the same way. A peer of the benches,
nothing more.

`bench.usual:application` has our settings, Django's admin, and one model that maps the columns a list shows.
"""

import os
import sys
from types import ModuleType
from typing import Any


def _settings() -> ModuleType:
    """This will make settings like ours, with the admin and without our addresses and middleware."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "ortaq.site.settings"
    from ortaq.site import settings as ours

    made = ModuleType("bench_usual_settings")
    vars(made).update({name: value for name, value in vars(ours).items() if name.isupper()})
    shared = [
        name for name in ours.INSTALLED_APPS if not name.startswith(("allauth", "csp", "ortaq.doors", "ortaq.site"))
    ]
    made.INSTALLED_APPS = [*shared, "django.contrib.admin", "bench.usual_app.UsualConfig"]
    made.ROOT_URLCONF = "bench.usual_app.urls"
    made.MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "bench.usual_app.middleware.everybody",
    ]
    templates: list[dict[str, Any]] = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ]
    made.TEMPLATES = templates
    made.STORAGES = {
        **ours.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    made.FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
    return made


sys.modules["bench_usual_settings"] = _settings()
os.environ["DJANGO_SETTINGS_MODULE"] = "bench_usual_settings"

from django.core.wsgi import get_wsgi_application  # noqa: E402, the settings come first

application = get_wsgi_application()
