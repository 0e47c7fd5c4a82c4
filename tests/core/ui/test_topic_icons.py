"""Every icon a topic of the demo city names is drawn, and none of the topics' drawings hides one of the house's own."""

from ortaq.core.ui import icons, topic_icons
from ortaq.doors.terminal.demo import atlas


def test_every_topic_of_the_demo_city_has_its_drawing() -> None:
    named = {row["icon"] for row in atlas.rows("topics", "topics")}
    assert named <= set(icons.NAMES)
    assert set(topic_icons.SHAPES) <= named
    for name in named:
        assert icons.icon(name).startswith('<svg class="icon" viewBox="0 0 24 24"')


def test_topic_icons_have_names_of_their_own() -> None:
    assert len(icons.NAMES) == len(set(icons.NAMES)) == 25 + len(topic_icons.SHAPES)
