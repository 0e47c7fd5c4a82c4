from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "ortaq.site"
    label = "site"

    def ready(self) -> None:
        """This will wire acts to reactions once all apps are there."""
        from ortaq.site import wiring

        wiring.connect()
