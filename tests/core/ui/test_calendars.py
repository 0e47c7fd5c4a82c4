"""Calendar files other programs can read."""

from datetime import UTC, datetime, timedelta, timezone
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from ortaq.core.ui.calendars import Event, written

AT = datetime(2027, 3, 7, 7, 0, tzinfo=timezone(timedelta(hours=5)))


def an_event(**facts):
    return Event(
        uid="f2027-000001@ortaq.kz", changed_at=AT, starts_at=AT, ends_at=AT + timedelta(hours=4),
        address="https://ortaq.kz/kk/forums/forum-2/", **{"title": "Форум", **facts},
    )  # fmt: skip


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_is_written_in_utc_with_its_place():
    lines = unfolded(written([an_event(place="Абай, 52", lon=76.9, lat=43.2)], name="Форумдар", language="kk"))
    for line in (
        "BEGIN:VCALENDAR", "X-WR-CALNAME:Форумдар", "UID:f2027-000001@ortaq.kz", "DTSTART:20270307T020000Z",
        "DTEND:20270307T060000Z", "LOCATION:Абай\\, 52", "GEO:43.200000;76.900000", "STATUS:CONFIRMED",
        "URL:https://ortaq.kz/kk/forums/forum-2/", "END:VCALENDAR",
    ):  # fmt: skip
        assert line in lines


def test_a_cancelled_one_is_crossed_out_and_a_later_version_has_a_higher_number():
    later = an_event(cancelled=True)
    lines = unfolded(written([later], name="x", language="kk"))
    assert "STATUS:CANCELLED" in lines
    numbers = [
        int(line.partition(":")[2])
        for at in (AT, AT + timedelta(minutes=1))
        for line in unfolded(written([Event("u", at, AT, AT, "t")], name="x", language="kk"))
        if line.startswith("SEQUENCE:")
    ]
    assert numbers[0] < numbers[1]


@given(st.text(max_size=300))
def test_whatever_is_written_keeps_lines_short_and_can_be_read_back(text):
    made = written([an_event(text=text)], name="x", language="ru")
    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in made.split("\r\n"))
    said = next((line for line in unfolded(made) if line.startswith("DESCRIPTION:")), "DESCRIPTION:")
    back = said.removeprefix("DESCRIPTION:").replace("\\\\", "\0").replace("\\n", "\n")
    back = back.replace("\\,", ",").replace("\\;", ";").replace("\0", "\\")
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert back == "".join(sign for sign in kept if sign in "\n\t" or category(sign) != "Cc")


def test_the_moment_of_change_is_written_in_utc():
    made = unfolded(written([an_event()], name="x", language="kk"))
    assert f"DTSTAMP:{AT.astimezone(UTC):%Y%m%dT%H%M%SZ}" in made
