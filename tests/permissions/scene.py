"""The people and the appeal of the permission test: who asks, and where the appeal stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from PIL import Image

from tests import factories
from tests.permissions import worlds
from tests.records import an_account, sign_in

SCENES = ("open", "held", "answered", "accepted")
ABOUT_APPEALS = ("reception", "desk", "files")
"""Namespaces whose answers may depend on where the appeal stands; the others are tried in the first scene only."""
ROLES = ("guest", "resident", "applicant", "officer", "weak", "stranger", "head", "operator", "moderator", "admin")
"""weak: the officer without a second factor. stranger: an officer of another body."""

BODY, OTHER = "akimat-bostandyk", "akimat-medeu"
OFFICES = {
    "officer": (BODY, "officer"),
    "weak": (BODY, "officer"),
    "stranger": (OTHER, "officer"),
    "head": (BODY, "head"),
    "operator": ("centre", "operator"),
    "moderator": ("centre", "moderator"),
    "admin": ("centre", "admin"),
}


@dataclass
class Scene:
    """One appeal in one state, and what its addresses are made of."""

    name: str
    city: factories.City
    appeal: Any
    assignment: Any
    photo: Any
    comment: Any
    decision: Any
    worlds: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Namespace → values for its addresses, of the apps beside the reception."""

    def arguments(self, name: str) -> dict[str, Any]:
        """This will give a value for every name an address may ask for."""
        if (namespace := name.partition(":")[0]) in self.worlds:
            return self.worlds[namespace]
        return {
            "number": self.appeal.matter.number,
            "token": "nobody-made-it",
            "pk": self.assignment.pk,
            "code": BODY,
            "step": "words",
            "deed": "answer",
            "size": "small",
            "status": 404,
            "uidb36": "1",
            "key": "wrong",
            "part": "said",
        }


def set_up(scene: str) -> Scene:
    """This will file an appeal and bring it to the scene's state."""
    from ortaq.civic.reception.services import applicant, publishing
    from ortaq.core.decisions import services as decisions
    from ortaq.core.discussion import services as discussion

    city = factories.city()
    appeal = factories.an_appeal(city, topic="other")
    now = factories.NOW
    owner = factories.resident(appeal.applicant)
    comment = discussion.comment(matter=appeal.matter, text="Бізде де солай.", actor=owner, now=now)
    assignment = factories.lead_of(appeal)
    photo = a_photo(appeal.matter, owner)
    if scene == "held":
        moderator = city.officer("centre", "moderator")
        publishing.hold(appeal=appeal, reason="Сынақ үшін", actor=moderator, now=now)
    if scene in ("answered", "accepted"):
        factories.an_answer(city, appeal, now=now)
    if scene == "accepted":
        applicant.accept(appeal=appeal, actor=owner, now=now)
    decision = decisions.announce(
        rule="lot.order", version=1, case={"entries": ["a", "b"]}, title={"en": "A lot"},
        actor=city.officer("centre", "admin"), now=now,
    )  # fmt: skip
    appeal.refresh_from_db()
    assignment.refresh_from_db()
    others = worlds.build(scene, city, owner)
    return Scene(scene, city, appeal, assignment, photo, comment, decision, others)


def a_photo(matter: Any, actor: Any) -> Any:
    """This will keep a small grey picture with the appeal, cleaned as the worker does it."""
    from ortaq.core.files import services as files

    octets = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(octets, "JPEG")
    photo = files.store_upload(
        upload=octets.getvalue(), name="photo.jpg", purpose="photo", matter=matter, visibility="public",
        actor=actor, now=factories.NOW,
    )  # fmt: skip
    files.clean(file=photo, actor=actor, now=factories.NOW)
    photo.refresh_from_db()
    return photo


def enter(scene: Scene, role: str) -> Client:
    """This will give a browser in which somebody of the role is signed in."""
    client = Client(raise_request_exception=True)
    if role == "guest":
        return client
    if role == "resident":
        person = factories.a_person("Бөтен тұрғын (демо)")
    elif role == "applicant":
        person = scene.appeal.applicant
    else:
        body, office = OFFICES[role]
        person = factories.an_office(scene.city.bodies[body], office).person
    sign_in(client, an_account(person, email=f"{role}@demo.invalid"), strong=role != "weak")
    return client


def addresses() -> dict[str, list[str]]:
    """This will give every named address of the house, "reception:appeal", with the names of its arguments."""
    found: dict[str, list[str]] = {}

    def walk(resolver: URLResolver, prefix: str, above: list[str]) -> None:
        for part in resolver.url_patterns:
            names = [*above, *(getattr(part.pattern, "converters", None) or part.pattern.regex.groupindex)]
            if isinstance(part, URLResolver):
                walk(part, f"{prefix}{part.namespace}:" if part.namespace else prefix, names)
            elif part.name:
                found[f"{prefix}{part.name}"] = names

    walk(get_resolver(), "", [])
    return found


def _moderated(scene: Scene, name: str) -> dict[str, Any]:
    """What the addresses of moderation are about: things of the reception and of the dialogue's world."""
    dialogue = scene.worlds["dialogue"]
    return {
        "desk:hide_comment": {"pk": scene.comment.pk},
        "desk:pass_comment": {"pk": dialogue["waiting"]},
        "desk:let_stand": {"number": dialogue["card"]},
        "desk:objection": {"pk": dialogue["objection"]},
        "web:objection": {"kind": "idea", "pk": dialogue["rejected"]},
    }.get(name, {})


def trials(scene: Scene) -> Iterator[tuple[str, str]]:
    """This will give every address to try as (name, path); what takes a deed comes once per deed."""
    from ortaq.civic.reception.desk.deeds import DEEDS

    for name, names in addresses().items():
        if scene.name != SCENES[0] and not name.startswith((*ABOUT_APPEALS, *worlds.WITH_SCENES)):
            continue
        given = {
            "public_id": scene.decision.public_id if name.startswith("decisions:") else scene.photo.public_id,
        } | scene.arguments(name)
        given |= _moderated(scene, name)
        for deed in DEEDS if name == "reception_desk:deed" else [""]:
            wanted = {key: deed if key == "deed" else given[key] for key in names}
            yield (f"{name}[{deed}]" if deed else name), reverse(name, kwargs=wanted)


FORM = worlds.FORM | {
    # What every form needs to reach its service; pages take what they know and ignore the rest.
    "text": "Жауап: жұмыс аптаның соңына дейін аяқталады, сізге хабар береміз.",
    "outcome": "explained",
    "reason": "Бұл мәселе басқа органның құзырында.",
    "to": "transport",
    "part": "",
    "body_1": "transport",
    "part_1": "Жол бөлігі",
    "until": "2027-04-12",
    "motive": "Қосымша тексеру керек.",
    "note": "Әткеншек ауыстырылды.",
    "done_on": "2027-03-01",
    "title": "Балалар алаңы",
    "public_text": "Балалар алаңы ескірген.",
    "kind": "application",
    "topic": "service.information",
    "score": "5",
    "comment": "Рақмет.",
    "form_token": "permission-test",
    "name": "Сынақ (демо)",
    "district": "",
}


def outcome(response: Any, *, wrote: bool) -> str:
    """This will say in a word what came of a request: does, yes, sign-in, no, hidden or method."""
    if wrote:
        return "does"
    if response.status_code in (301, 302):
        to = response["Location"]
        return "sign-in" if "/account/login/" in to or "/account/2fa/" in to else "yes"
    return {403: "no", 404: "hidden", 405: "method", 409: "no", 422: "no"}.get(response.status_code, "yes")


def written() -> tuple[int, ...]:
    """This will count what a permitted deed leaves behind: acts, comments, support, followers, drafts, appeals."""
    from ortaq.civic.reception.models import Appeal, Draft
    from ortaq.core.discussion.models import Comment, Support
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters.models import Follower

    hidden = Comment.objects.filter(state="hidden").count()
    counted = (Entry, Comment, Support, Follower, Draft, Appeal)
    return (*(model.objects.count() for model in counted), hidden, *worlds.written())
