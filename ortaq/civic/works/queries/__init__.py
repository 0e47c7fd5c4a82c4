"""Every question about public works. All of them are public but photos nobody has checked and words of residents."""

from ortaq.civic.works.queries.works import get, next_stages, of_matters, origins

__all__ = ["get", "next_stages", "of_matters", "origins"]
