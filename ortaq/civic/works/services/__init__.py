"""The only writers of public works. Opening and moving a work is what journeys ask for."""

from ortaq.civic.works.services.works import change_work, move_work, open_work

__all__ = ["change_work", "move_work", "open_work"]
