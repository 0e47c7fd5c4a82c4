from django.db import models


class Record(models.Model):
    """The appeals' own table, as the admin would be pointed at it."""

    matter_id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    public_text = models.TextField()
    state = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    topic = models.ForeignKey("reception.Topic", on_delete=models.DO_NOTHING)
    lead = models.ForeignKey("territory.Body", on_delete=models.DO_NOTHING)

    class Meta:
        managed = False
        db_table = "reception_appeal"

    def __str__(self) -> str:
        return str(self.matter_id)
