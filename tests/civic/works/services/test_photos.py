"""Photos say when and where they were taken before they lose it; what cannot be right is kept and not shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_pair_is_read_checked_by_a_colleague_and_shown(the_city, client):
    work = stories.a_built(the_city)
    pair = stories.a_checked_pair(work, the_city)
    assert (pair.state, pair.distance, pair.findings) == ("confirmed", 10, [])
    assert (pair.before_at, pair.before_by_camera) == (NOW, True)
    assert (pair.before_lon, pair.before_lat) == (stories.LON, stories.LAT)
    assert pair.checked_as["en"] == "Chief specialist"
    page = client.get(f"/en/works/{work.matter.number}/").content.decode()
    assert "data-before-after" in page
    assert "10 m apart" in page.replace("\u202f", " ")
    assert "Chief specialist" in page
    assert client.get(f"/en/files/{pair.after.public_id}/large.webp").status_code == 200


def test_the_public_photo_has_lost_its_place(the_city):
    from django.core.files.storage import default_storage

    from ortaq.core.files import pictures

    pair = stories.a_checked_pair(stories.a_built(the_city), the_city)
    with default_storage.open(pair.after.cleaned) as kept:
        assert pictures.told(kept.read(), pictures.WEBP) == pictures.Told()


@pytest.mark.parametrize(
    ("days", "metres", "finding"), [(-1, 10, "older"), (20, 600, "far"), (90, 10, "future"), (20, 490, None)]
)
def test_what_cannot_be_right_is_kept_with_a_sentence_and_never_shown(the_city, client, days, metres, finding):
    from ortaq.civic.works.services import photos

    work = stories.a_built(the_city)
    pair = stories.a_pair(work, the_city.officer(), days=days, metres=metres)
    stories.cleaned()
    pair.refresh_from_db()
    assert pair.findings == ([finding] if finding else [])
    assert pair.after, "nothing is lost"
    given = {"pair": pair, "confirmed": True, "actor": the_city.officer(), "now": stories.LATER}
    if finding:
        with pytest.raises(Refused) as refused:
            photos.check_pair(**given)
        assert refused.value.code == finding
        assert "data-before-after" not in client.get(f"/en/works/{work.matter.number}/").content.decode()
    else:
        assert photos.check_pair(**given).state == "confirmed"


def test_another_photo_after_puts_a_wrong_one_right(the_city):
    from ortaq.civic.works.services import photos

    pair = stories.a_pair(stories.a_built(the_city), the_city.officer(), days=-5)
    assert pair.findings == ["older"]
    right = stories.a_photo(NOW + timedelta(days=9), lon=stories.LON, lat=stories.LAT)
    pair = photos.add_after(pair=pair, photo=right, name="b.jpg", actor=the_city.officer(), now=stories.LATER)
    assert pair.findings == []


def test_who_added_the_photos_does_not_check_them(the_city):
    from ortaq.civic.works.services import photos

    actor = the_city.officer()
    pair = stories.a_pair(stories.a_built(the_city), actor)
    with pytest.raises(Refused) as refused:
        photos.check_pair(pair=pair, confirmed=True, actor=actor, now=stories.LATER)
    assert refused.value.code == "own_pair"
    with pytest.raises(Refused, match="another body"):
        photos.check_pair(pair=pair, confirmed=True, actor=the_city.officer("akimat-medeu"), now=stories.LATER)


def test_a_second_check_comes_too_late(the_city):
    from ortaq.civic.works.services import photos

    pair = stories.a_pair(stories.a_built(the_city), the_city.officer())
    given = {"pair": pair, "actor": the_city.officer(), "now": stories.LATER}
    with pytest.raises(Refused) as refused:
        photos.check_pair(confirmed=False, **given)
    assert refused.value.code == "no_reason"
    photos.check_pair(confirmed=False, note="Басқа көше.", **given)
    with pytest.raises(Refused) as refused:
        photos.check_pair(confirmed=True, **given)
    assert refused.value.code == "second"


def test_a_photo_that_says_nothing_asks_for_the_day_and_is_marked(the_city):
    from ortaq.civic.works.models import PhotoPair
    from ortaq.civic.works.services import photos

    work, actor = stories.a_built(the_city), the_city.officer()
    given = {"work": work, "photo": stories.a_photo(), "name": "a.jpg", "actor": actor, "now": stories.LATER}
    with pytest.raises(Refused) as refused:
        photos.add_before(**given)
    assert refused.value.code == "when"
    assert not PhotoPair.objects.exists()
    pair = photos.add_before(taken_on=NOW.date(), **given)
    assert pair.findings == ["no_time", "no_place"]
    late = {"photo": stories.a_photo(), "name": "b.jpg", "actor": actor, "now": stories.LATER}
    older = photos.add_after(pair=pair, taken_on=NOW.date() - timedelta(days=1), **late)
    assert older.findings[0] == "older"


@pytest.mark.parametrize(("photo", "code"), [(b"", "empty"), (b"MZ not a photo", "not_a_photo")])
def test_what_is_no_photo_is_refused(the_city, photo, code):
    from ortaq.civic.works.services import photos

    with pytest.raises(Refused) as refused:
        photos.add_before(
            work=stories.a_built(the_city), photo=photo, name="a.jpg", taken_on=NOW.date(), actor=the_city.officer(),
            now=stories.LATER,
        )  # fmt: skip
    assert refused.value.code == code


def test_the_database_shows_no_pair_that_is_wrong(the_city):
    from ortaq.civic.works.models import PhotoPair

    pair = stories.a_pair(stories.a_built(the_city), the_city.officer(), metres=600)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoPair.objects.filter(pk=pair.pk).update(state="confirmed", checked_at=NOW)


def test_private_photos_open_to_the_keepers_alone(the_city):
    from ortaq.core.files import queries as files
    from ortaq.core.people.actor import GUEST

    pair = stories.a_pair(stories.a_built(the_city), the_city.officer())
    stories.cleaned()
    assert files.get(pair.before.public_id, GUEST) is None
    assert files.get(pair.before.public_id, the_city.officer("akimat-medeu")) is None
    assert files.get(pair.before.public_id, the_city.officer()) is not None


def test_a_grown_city_adds_pairs_under_their_numbers(the_city):
    work = stories.a_built(the_city)
    assert [stories.a_pair(work, the_city.officer()).number for _ in range(2)] == [1, 2]
    assert factories.a_work(the_city).pairs.count() == 0
