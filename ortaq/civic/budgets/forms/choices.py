"""The words of states, categories and criteria, as pages say them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CATEGORIES = {
    "greening": _("Greening"),
    "pavements": _("Pavements"),
    "ramps_and_aryks": _("Pavements, ramps, aryks"),
    "common_areas": _("Lighting and repair of common areas"),
    "kerbs_and_walls": _("Kerbs, paving, retaining walls"),
    "dumps": _("Clearing dumps"),
    "benches": _("Benches, bins, gazebos"),
    "playgrounds": _("Playgrounds and sports grounds"),
    "parks": _("Parks, squares, pedestrian and cycle ways"),
    "other": pgettext_lazy("category", "Other"),
}
PROJECT_STATES = {
    "draft": (_("draft"), "plain"),
    "submitted": (_("handed in"), "now"),
    "feasible": (_("feasible"), "good"),
    "not_feasible": (_("not feasible"), "off"),
    "withdrawn": (_("withdrawn"), "off"),
    "on_ballot": (_("on the ballot"), "now"),
    "won": (_("won"), "good"),
    "lost": (_("did not win"), "plain"),
}
"""State → word and tone."""
CALL_STATES = {
    "draft": (_("not public yet"), "plain"),
    "collecting": (_("projects are taken in"), "now"),
    "checking": (_("experts check the projects"), "wait"),
    "voting": (_("the vote is on"), "now"),
    "closed": (_("the vote is over, the count comes"), "wait"),
    "decided": (_("counted"), "good"),
    "published": (_("protocol published"), "good"),
}
CRITERIA = {
    "public_land": _("The land is public and free"),
    "common_use": _("It is open to everyone"),
    "within_cap": _("The cost is right and within the limit"),
    "not_planned": _("It is not in the city's own plans already"),
    "buildable": _("Engineering, norms and safety allow it"),
    "upkeep": _("Somebody will look after it later"),
}
FINDINGS = [
    ("met", pgettext_lazy("criterion", "Met")),
    ("failed", pgettext_lazy("criterion", "Not met")),
    ("not_looked_at", pgettext_lazy("criterion", "Not looked at yet")),
]
FORM_STATES = {
    "printed": (_("not keyed yet"), "plain"),
    "keyed": (_("keyed once"), "wait"),
    "differs": (_("the two keys differ"), "late"),
    "counted": (_("counted"), "good"),
    "invalid": (_("invalid"), "off"),
    "spoiled": (_("spoiled"), "off"),
}
