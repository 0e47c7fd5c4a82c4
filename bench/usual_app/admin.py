from django.contrib import admin

from bench.usual_app.models import Record


@admin.register(Record)
class RecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Twenty rows, as our list has, and every other default of the admin."""

    list_display = ("matter_id", "public_text", "topic", "lead", "state", "received_at", "due_on")
    list_select_related = ("topic", "lead")
    list_filter = ("state",)
    list_per_page = 20
    search_fields = ("public_text",)
    ordering = ("-received_at",)
