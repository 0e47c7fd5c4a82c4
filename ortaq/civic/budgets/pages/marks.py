"""Marks on their way from the page to the draft: what was ticked, taken away, put in order, given points."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from ortaq.civic.budgets.rules.ballots import Marks

LONGEST_KEY = 19


def whole(text: str) -> int:
    """This will read a whole number of at most nineteen digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else 0


def ticked(before: Marks, data: QueryDict, known: Iterable[int]) -> Marks:
    """This will add what is ticked on a page to the marks of the other pages, and take away what is ticked no more.

    `known` are the projects of the call: a number that is none of them is left out. Old marks keep their order and
    points, new ones follow.
    """
    valid = set(known)
    shown = {whole(text) for text in data.getlist("shown")}
    chosen = [key for text in data.getlist("project") if (key := whole(text)) in valid]
    stay = [key for key in before.projects if key not in shown or key in chosen]
    order = list(dict.fromkeys([*stay, *chosen]))
    return _with_points(order, _points(before))


def without(before: Marks, project: int) -> Marks:
    """This will take one project away."""
    return _with_points([key for key in before.projects if key != project], _points(before))


def moved(before: Marks, project: int, by: int) -> Marks:
    """This will move a project up (−1) or down (+1) in a ranking."""
    order = list(before.projects)
    if project in order:
        place = order.index(project)
        order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    return _with_points(order, _points(before))


def shared_out(before: Marks, data: QueryDict) -> Marks:
    """This will read the points beside each chosen project; an empty or wrong field is 0."""
    return _with_points(before.projects, {key: whole(data.get(f"points_{key}", "").strip()) for key in before.projects})


def posted(data: QueryDict) -> Marks:
    """This will read a whole ballot from the page that asks "is it right?"."""
    projects = tuple(key for text in data.getlist("project") if (key := whole(text)))
    return Marks(projects, tuple(whole(text) for text in data.getlist("points")))


def _points(marks: Marks) -> dict[int, int]:
    return dict(zip(marks.projects, marks.points, strict=False))


def _with_points(order: Iterable[int], points: Mapping[int, int]) -> Marks:
    projects = tuple(order)
    return Marks(projects, tuple(points.get(key, 0) for key in projects))
