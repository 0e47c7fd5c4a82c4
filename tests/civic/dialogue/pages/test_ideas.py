"""A resident proposes an idea, finds those like it, supports one; what the pages cost."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from ortaq.civic.dialogue.models import Idea, PersonLens
from ortaq.civic.dialogue.queries import lenses as lens_queries
from ortaq.civic.dialogue.services import ideas, joining
from ortaq.core.files.models import StoredFile
from ortaq.core.people.models import Account
from tests import factories
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import TEXT, TITLE, a_resident, an_idea, many, supported, supporters
from tests.conftest import NOW
from tests.records import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    city = factories.city()
    process, officer = stories.a_process(
        body=city.bodies["centre"],
        goals=[{"code": "100-steps-97", "label": {"en": "Step 97"}, "link": "https://x.kz/"}],
    )
    return process, officer


def entered(actor, client=None):
    client = client or Client()
    sign_in(client, Account.objects.get(person=actor.person_id))
    return client


def words(response):
    return " ".join(response.content.decode().split())


def at(process, rest=""):
    return f"/en/dialogue/{process.code}/ideas/{rest}"


def write(client, process, **answers):
    """Answer every question up to the check; gives its page."""
    lon, lat = factories.MEDEU
    given = {
        "words": {"title": TITLE, "text": TEXT},
        "place": {"place": "line", "points": f"{lat}, {lon}\n{lat}; {lon + 0.01}", "address": "Абай даңғылы"},
        "about": {"theme": "transport", "goal": "100-steps-97", "speaks_for": ["cyclist", "student"]},
        "photos": {},
        **answers,
    }
    for step, data in given.items():
        response = client.post(at(process, f"new/{step}/"), data)
        assert response.status_code == 302, words(response)
    return client.get(response["Location"])


def test_a_guest_writes_signs_in_and_sends_and_nothing_is_lost(scene):
    process, _ = scene
    client = Client()
    check = write(client, process)
    assert "Sign in and send" in words(check)
    assert "Step 97" in words(check)
    kept = check.context["kept"]
    refused = client.post(at(process, "new/check/"), {"kept": kept})
    assert (refused.status_code, Idea.objects.count()) == (422, 0)
    her = a_resident()
    entered(her, client)
    sent = client.post(at(process, "new/check/"), {"kept": kept}, follow=True)
    idea = Idea.objects.get()
    assert sent.redirect_chain[-1][0] == at(process, f"{idea.matter.number}/")
    assert "Everyone sees your idea now" in words(sent)
    assert (idea.author_id, idea.theme, idea.goal) == (her.person_id, "transport", "100-steps-97")
    assert idea.shape["type"] == "LineString"
    assert idea.district.code == "kz.almaty.medeu"
    assert lens_queries.own(process, her) == ["student", "cyclist"]
    again = client.post(at(process, "new/check/"), {"kept": kept})
    assert again["Location"] == at(process, f"{idea.matter.number}/")
    assert Idea.objects.count() == 1


def test_a_page_left_open_brings_its_words_back_without_the_session(scene):
    process, _ = scene
    client = Client()
    page = write(client, process)
    other = entered(a_resident())
    sent = other.post(at(process, "new/check/"), {"kept": page.context["kept"]})
    assert sent.status_code == 302
    assert Idea.objects.get().matter.title == TITLE


def test_a_phase_that_ends_while_the_form_is_open_keeps_the_words(scene, clock):
    process, _ = scene
    client = entered(a_resident())
    page = write(client, process)
    clock.now = stories.COLLECTED
    refused = client.post(at(process, "new/check/"), {"kept": page.context["kept"]})
    assert refused.status_code == 422
    assert "Ideas were taken until" in words(refused)
    assert TITLE in words(refused)
    assert Idea.objects.count() == 0


@pytest.mark.parametrize(
    ("step", "data", "said"),
    [
        ("words", {"title": "", "text": TEXT}, "Say in a few words"),
        ("words", {"title": "…….", "text": TEXT}, "Say in a few words"),
        ("words", {"title": TITLE, "text": "!!!"}, "Write what should change"),
        ("words", {"title": "а" * 121, "text": TEXT}, "The text is too long"),
        ("place", {"place": "point", "points": ""}, "Draw it on the map, or write the address"),
        ("place", {"place": "point", "points": "north of the bazaar"}, "is not a point"),
        ("place", {"place": "point", "points": "40.75, -73.98"}, "lies outside the area"),
        ("place", {"place": "line", "points": "43.2, 76.9"}, "at least two different points"),
        ("place", {"place": "area", "points": "43.2, 76.9\n43.21, 76.9"}, "at least three different points"),
        (
            "place",
            {"place": "area", "points": "43.20, 76.90\n43.22, 76.92\n43.22, 76.90\n43.20, 76.92"},
            "crosses itself",
        ),
        ("place", {"place": "line", "points": "43.2, 76.9\n" * 501}, "too detailed"),
        ("place", {"place": "everywhere"}, "Select a valid choice"),
        ("about", {"theme": "martian"}, "no such theme"),
        ("about", {"goal": "sdg-99"}, "no such goal"),
        ("about", {"speaks_for": ["cyclist", "none"]}, "none of these"),
    ],
)
def test_what_does_not_fit_comes_back_with_a_sentence(scene, step, data, said):
    process, _ = scene
    client = Client()
    write(client, process)
    response = client.post(at(process, f"new/{step}/"), data)
    assert response.status_code == 422
    assert said in words(response)


@pytest.mark.parametrize(
    "typed", ["43.2380, 76.8890", "43.2380 76.8890", "43,2380; 76,8890", "43,2380 76,8890", "43.2380,76.8890"]
)
def test_coordinates_are_read_as_people_write_them(scene, typed):
    process, _ = scene
    client = entered(a_resident())
    page = write(client, process, place={"place": "point", "points": typed})
    client.post(at(process, "new/check/"), {"kept": page.context["kept"]})
    assert Idea.objects.get().shape == {"type": "Point", "coordinates": [76.889, 43.238]}


def test_an_address_is_enough_and_so_is_no_place(scene):
    process, _ = scene
    client = entered(a_resident())
    for place in ({"place": "point", "address": "Абай 10"}, {"place": "none"}):
        page = write(client, process, place=place)
        client.post(at(process, "new/check/"), {"kept": page.context["kept"]})
    first, second = Idea.objects.order_by("pk")
    assert (first.matter.address, first.shape) == ("Абай 10", None)
    assert (second.matter.address, second.shape) == ("", None)


def test_questions_are_asked_in_order_and_unknown_ones_are_not_there(scene):
    process, _ = scene
    client = Client()
    assert client.get(at(process, "new/check/"))["Location"] == at(process, "new/words/")
    assert client.get(at(process, "new/nonsense/")).status_code == 404
    write(client, process)
    assert client.get(at(process, "new/")).headers["Location"] == at(process, "new/check/")
    client.post(at(process, "new/restart/"))
    assert client.get(at(process, "new/check/"))["Location"] == at(process, "new/words/")


def test_similar_ideas_are_offered_while_typing_and_without_javascript(scene):
    process, _ = scene
    near = an_idea(process)
    typed = {"title": "велосипед жолы Абайда", "text": "", "go": "similar"}
    piece = Client().post(at(process, "new/words/"), typed, headers={"HX-Request": "true"})
    assert near.matter.number in words(piece)
    assert "<h1" not in words(piece)
    page = Client().post(at(process, "new/words/"), typed)
    assert near.matter.number in words(page)
    assert "велосипед жолы Абайда" in words(page)
    none = Client().post(at(process, "new/words/"), {"title": "космодром", "text": "", "go": "similar"})
    assert "Nobody has proposed this yet" in words(none)
    assert near.matter.number in words(write(Client(), process))


def picture(name="photo.jpg"):
    octets = BytesIO()
    Image.new("RGB", (32, 24), "grey").save(octets, "JPEG")
    octets.seek(0)
    octets.name = name
    return octets


def test_photos_are_kept_dropped_and_hung_on_the_idea(scene):
    process, _ = scene
    client = entered(a_resident())
    write(client, process)
    for _ in range(2):
        client.post(at(process, "new/photos/"), {"photos": [picture()], "go": "photos"})
    first, second = StoredFile.objects.order_by("pk")
    client.post(at(process, "new/photos/"), {"drop": str(first.public_id)})
    page = client.get(at(process, "new/check/"))
    client.post(at(process, "new/check/"), {"kept": page.context["kept"]})
    assert list(StoredFile.objects.values_list("pk", "matter")) == [(second.pk, Idea.objects.get().pk)]


def test_a_sixth_photo_and_what_is_no_photo_are_refused_and_the_others_kept(scene):
    process, _ = scene
    client = Client()
    write(client, process)
    text = BytesIO(b"not a photo")
    text.name = "note.jpg"
    given = [picture(f"{n}.jpg") for n in range(5)] + [text, picture("sixth.jpg")]
    response = client.post(at(process, "new/photos/"), {"photos": given})
    assert response.status_code == 422
    assert "five photos are already here" in words(response)
    assert StoredFile.objects.count() == 5


def test_where_a_look_comes_first_the_author_is_told_so(scene):
    process, _ = scene
    process.moderation = "before"
    process.save()
    her = a_resident()
    client = entered(her)
    page = write(client, process)
    sent = client.post(at(process, "new/check/"), {"kept": page.context["kept"]}, follow=True)
    assert "A moderator looks at your idea first" in words(sent)
    number = Idea.objects.get().matter.number
    assert Client().get(at(process, f"{number}/")).status_code == 404
    assert "waits for a look" in words(client.get(at(process, "mine/")))


def test_supporting_and_taking_it_back(scene):
    process, _ = scene
    idea = an_idea(process)
    her = a_resident()
    client, address = entered(her), at(process, f"{idea.matter.number}/")
    assert "Support it" in words(client.get(address))
    assert client.post(f"{address}support/").status_code == 302
    assert "You support it" in words(client.get(address))
    assert supporters(idea) == 1
    client.post(f"{address}support/", {"go": "back"})
    assert supporters(idea) == 0
    assert client.get(f"{address}support/").status_code == 405


def test_who_may_not_support_reads_what_is_missing(scene, clock):
    process, _ = scene
    author = a_resident()
    idea = an_idea(process, actor=author)
    address = at(process, f"{idea.matter.number}/")
    assert "Sign in to support it" in words(Client().get(address))
    assert "Confirm the phone" in words(entered(a_resident(phone=False)).get(address))
    assert "It is your idea" in words(entered(author).get(address))
    clock.now = stories.VOTED
    late = entered(a_resident()).post(f"{address}support/")
    assert late.status_code == 422
    assert "could be supported until" in words(late)
    assert supporters(idea) == 0


def test_a_joined_idea_is_read_as_joined_and_its_author_objects(scene, clock):
    process, officer = scene
    author = a_resident()
    root, part = an_idea(process, title="Абайға веложол салу"), an_idea(process, actor=author)
    (made,) = joining.join_ideas(ideas=[part], into=root, reason="Бір жол", actor=officer, now=NOW)
    address = at(process, f"{part.matter.number}/")
    page = words(Client().get(address))
    assert "Joined into:" in page
    assert root.matter.number in page
    assert part.matter.title in page
    assert "1 idea was joined into this one" in words(Client().get(at(process, f"{root.matter.number}/")))
    client = entered(author)
    assert "Mine is a different idea" in words(client.get(address))
    assert entered(a_resident()).get(f"{address}object/").status_code == 404
    assert client.post(f"{address}object/", {"words": " "}).status_code == 422
    assert client.post(f"{address}object/", {"words": "Менікі басқа көше"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "objected"
    assert "Mine is a different idea" not in words(client.get(address))
    clock.now = NOW + timedelta(days=7)
    assert client.post(f"{address}object/", {"words": "Тағы"}).status_code == 422


def test_the_author_withdraws(scene):
    process, _ = scene
    author = a_resident()
    idea = an_idea(process, actor=author)
    address = at(process, f"{idea.matter.number}/withdraw/")
    assert Client().get(address).status_code == entered(a_resident()).get(address).status_code == 404
    client = entered(author)
    assert "cannot be undone" in words(client.get(address))
    assert client.post(address)["Location"] == at(process, "mine/")
    assert Client().get(at(process, f"{idea.matter.number}/")).status_code == 404


def test_groups_are_kept_and_only_hers(scene):
    process, _ = scene
    her = a_resident()
    client, address = entered(her), at(process, "groups/")
    assert Client().get(address)["Location"].startswith("/en/account/login/")
    assert client.post(address, {"speaks_for": ["martian"]}).status_code == 422
    assert client.post(f"{address}?next=https://evil.example/", {"speaks_for": ["stroller"]})["Location"] == at(
        process, "voices/"
    )
    assert PersonLens.objects.get().lens == "stroller"
    assert "With a stroller" in words(client.get(at(process, "mine/")))
    assert "With a stroller" not in words(Client().get(at(process, "voices/")))


def test_personal_data_and_author_are_nowhere_on_the_pages(scene):
    process, _ = scene
    her = a_resident()
    idea = an_idea(process, actor=her, text=f"{TEXT} Маған 8 701 123 45 67 звондаңыз")
    for rest in ("", "map/", "map.json", f"{idea.matter.number}/"):
        page = words(Client().get(at(process, rest)))
        assert "701 123" not in page
        assert her.name not in page


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_list_costs_the_same_however_long_it_is(scene, django_assert_max_num_queries, count):
    process, _ = scene
    many(process, count)
    with django_assert_max_num_queries(12):
        assert Client().get(at(process)).status_code == 200
    with django_assert_max_num_queries(12):
        assert Client().get(at(process, "?theme=transport&district=kz.almaty&q=жол&order=wanted")).status_code == 200


def hang(idea, **kept):
    """A photo on an idea, as far as a list needs it."""
    kept = {"state": StoredFile.State.READY, "visibility": StoredFile.Visibility.PUBLIC, **kept}
    return StoredFile.objects.create(matter=idea.matter, purpose="photo", size=1, uploaded_at=NOW, **kept)


def test_a_line_shows_the_first_photo_everyone_may_see(scene, django_assert_max_num_queries):
    process, _ = scene
    with_photo, without = an_idea(process), an_idea(process)
    first, second = hang(with_photo), hang(with_photo)
    hidden = hang(without, visibility=StoredFile.Visibility.PRIVATE)
    waits = hang(without, state=StoredFile.State.WAITING)
    with django_assert_max_num_queries(12):
        page = words(Client().get(at(process)))
    assert f"/{first.public_id}/" in page
    assert not [file for file in (second, hidden, waits) if str(file.public_id) in page]


@pytest.mark.parametrize("count", [1, 3])
def test_an_idea_costs_the_same_however_much_is_joined(scene, django_assert_max_num_queries, count):
    process, officer = scene
    root = an_idea(process)
    parts = [an_idea(process) for _ in range(count)]
    joining.join_ideas(ideas=parts, into=root, reason="Бір жол", actor=officer, now=NOW)
    for part in parts:
        supported(part, a_resident())
    with django_assert_max_num_queries(12):
        assert Client().get(at(process, f"{root.matter.number}/")).status_code == 200


def test_a_map_of_a_thousand_ideas_is_small_and_cheap(scene, django_assert_max_num_queries):
    process, _ = scene
    many(process, 1000)
    with django_assert_max_num_queries(4):
        response = Client().get(at(process, "map.json?bbox=76.5,43.0,77.3,43.5&zoom=10"))
    found = response.json()
    assert (len(found["pins"]), len(found["shapes"])) == (1000, 100)
    assert len(response.content) <= 100_000


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "77,43,76,44", "nan,nan,nan,nan", "-999,0,1,1"])
def test_a_box_that_is_none_is_refused(scene, box):
    process, _ = scene
    assert Client().get(at(process, f"map.json?bbox={box}")).status_code == 400


def test_a_filter_that_does_not_fit_is_named_and_left_out(scene):
    process, _ = scene
    an_idea(process)
    page = words(
        Client().get(at(process, "?theme=martian&state=rejected&district=kz.nowhere&order=upside-down&after=💥"))
    )
    assert "There is no such theme" in page
    assert TITLE in page


def test_ideas_of_a_draft_and_of_another_dialogue_are_not_there(scene):
    process, _ = scene
    hidden, _ = stories.a_process(body=process.body, listed=False, state="draft")
    idea = an_idea(process)
    other, _ = stories.a_process(body=process.body)
    assert Client().get(at(hidden)).status_code == 404
    assert Client().get(at(other, f"{idea.matter.number}/")).status_code == 404
    ideas.withdraw_idea(idea=idea, actor=stories.her(idea.author), now=NOW)
    assert TITLE not in words(Client().get(at(process)))
