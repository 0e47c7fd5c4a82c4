"""The queue's own housekeeping."""

from django_tasks import task

from ortaq.core.tasks import services


@task()
def forget_done_tasks() -> int:
    """This will delete what was done long ago and tell how much."""
    return services.forget_done(now=services.clock())
