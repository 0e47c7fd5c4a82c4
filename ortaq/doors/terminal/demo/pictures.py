"""Small painted BEFORE and AFTER scenes in the house's flat colours, as JPEG bytes; the same bytes every time."""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw

State = Literal["before", "after"]
Brush = ImageDraw.ImageDraw
Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 960, 720
HORIZON = 430
JPEG_QUALITY = 82

DUST, EARTH, MUD, CRACK = "#cbbfae", "#a8977f", "#8a7a63", "#5f5343"
SKY, GRASS, LEAF, PATH = "#cfe6ee", "#8fb98a", "#4f8a55", "#e9e2d3"
ROAD, KERB, WALL, GLASS = "#8d9499", "#c9ccca", "#e4d5bf", "#9cc3cf"
TEAL, SUN, WHITE, RUST, WATER = "#00687a", "#f2c14e", "#ffffff", "#a3583a", "#6fa3b8"


def draw_scene(scene: str, state: State) -> bytes:
    """Return the JPEG of a scene, 960 × 720; raises KeyError for a scene that is not drawn."""
    return _painted(scene, state)


@lru_cache(maxsize=64)
def _painted(scene: str, state: State) -> bytes:
    paint = SCENES[scene]
    image = Image.new("RGB", (WIDTH, HEIGHT), SKY if state == "after" else DUST)
    brush = ImageDraw.Draw(image)
    _ground(brush, after=state == "after")
    paint(brush, after=state == "after")
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return kept.getvalue()


def _ground(brush: Brush, *, after: bool) -> None:
    """Hills far away, the ground in front, and the mountains everybody in Almaty looks at."""
    brush.polygon(
        [(0, 330), (150, 210), (290, 300), (430, 170), (590, 290), (740, 200), (960, 320), (960, 440), (0, 440)],
        fill="#b9cdd4" if after else "#bdb09d",
    )
    brush.polygon([(390, 205), (430, 170), (472, 203), (440, 196), (425, 206)], fill=WHITE)
    brush.polygon(
        [(0, HORIZON), (240, 400), (520, 436), (960, 396), (960, HEIGHT), (0, HEIGHT)], fill=GRASS if after else EARTH
    )


def _tree(brush: Brush, x: float, y: float, size: float, *, alive: bool, lean: float = 0) -> None:
    brush.line([(x, y), (x + lean, y - size)], fill=MUD, width=max(8, int(size / 12)))
    if alive:
        for dx, dy, r in ((-0.28, 0.75, 0.36), (0.28, 0.8, 0.38), (0, 1.1, 0.44)):
            cx, cy, radius = x + lean + dx * size, y - dy * size, r * size
            brush.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=LEAF)
        return
    for dx, dy in ((-60, 30), (70, 10), (-40, -50), (46, -44)):
        brush.line([(x + lean * 0.7, y - size * 0.7), (x + lean + dx, y - size + dy)], fill=MUD, width=7)


def _house(brush: Brush, left: float, top: float, columns: int, rows: int) -> None:
    right, bottom = left + columns * 62 + 18, top + rows * 58 + 16
    brush.rectangle((left, top, right, bottom), fill=WALL)
    for column in range(columns):
        for row in range(rows):
            x, y = left + 18 + column * 62, top + 14 + row * 58
            brush.rectangle((x, y, x + 38, y + 36), fill=GLASS)


def _road(brush: Brush) -> None:
    brush.polygon([(330, HORIZON - 6), (620, HORIZON - 6), (1020, HEIGHT), (-80, HEIGHT)], fill=ROAD)
    for y, width in ((460, 6), (520, 10), (600, 15), (690, 22)):
        brush.polygon(
            [(472 - width / 3, y), (476 + width / 3, y), (474 + width, y + width * 2), (470 - width, y + width * 2)],
            fill=WHITE,
        )


def _lamp(brush: Brush, x: float, *, lit: bool) -> None:
    brush.line([(x, 610), (x, 190)], fill="#4c5658", width=13)
    brush.line([(x, 196), (x + 92, 176)], fill="#4c5658", width=10)
    if lit:
        brush.polygon([(x + 70, 190), (x + 120, 190), (x + 240, 620), (x - 70, 620)], fill="#f7e7b5")
    brush.ellipse((x + 66, 164, x + 128, 202), fill=SUN if lit else MUD)


def _pothole(brush: Brush, *, after: bool) -> None:
    _road(brush)
    if after:
        brush.polygon([(250, 560), (620, 548), (690, 656), (220, 668)], fill="#7a8287")
        return
    brush.polygon(
        [(290, 590), (350, 545), (470, 552), (590, 540), (660, 590), (600, 650), (450, 668), (320, 650)], fill=CRACK
    )
    brush.ellipse((365, 575, 560, 640), fill=WATER)


def _sidewalk(brush: Brush, *, after: bool) -> None:
    _house(brush, 40, 150, 5, 4)
    brush.polygon([(420, HORIZON), (560, HORIZON), (900, HEIGHT), (150, HEIGHT)], fill=PATH if after else MUD)
    for step in range(1, 7):
        y = HORIZON + step * step * 8
        if after:
            brush.line([(420 - step * step * 7.4, y), (560 + step * step * 9.3, y)], fill="#cfc6b2", width=3)
        else:
            brush.polygon(
                [(300 + step * 60, y), (360 + step * 62, y - 16), (390 + step * 60, y + 20), (320 + step * 58, y + 30)],
                fill=DUST,
            )
    _tree(brush, 790, 470, 130, alive=after)


def _crossing(brush: Brush, *, after: bool) -> None:
    _road(brush)
    for index in range(7):
        x = 80 + index * 120
        stripe = [(x, 580), (x + 64, 580), (x + 74, 670), (x - 4, 670)]
        if after or index in (1, 4):
            brush.polygon(stripe, fill=WHITE if after else "#a7aaa9")
    brush.line([(850, 600), (850, 300)], fill="#4c5658", width=12)
    brush.rectangle((820, 230, 882, 320), fill=TEAL if after else MUD)
    if after:
        brush.polygon([(851, 244), (830, 300), (872, 300)], fill=WHITE)


def _lamp_scene(brush: Brush, *, after: bool) -> None:
    _house(brush, 560, 160, 5, 4)
    brush.polygon([(380, HORIZON), (500, HORIZON), (700, HEIGHT), (160, HEIGHT)], fill=PATH if after else MUD)
    _lamp(brush, 240, lit=after)
    if not after:
        brush.line([(240, 420), (266, 500)], fill=CRACK, width=5)


def _manhole(brush: Brush, *, after: bool) -> None:
    _road(brush)
    brush.ellipse((330, 540, 640, 670), fill=KERB)
    brush.ellipse((352, 552, 618, 658), fill="#6d7478" if after else "#26231f")
    if after:
        for y in (580, 604, 628):
            brush.line([(400, y), (570, y)], fill="#596064", width=9)
        return
    brush.polygon([(520, 500), (760, 560), (748, 584), (508, 524)], fill=RUST)


def _leak(brush: Brush, *, after: bool) -> None:
    _road(brush)
    if after:
        brush.rectangle((380, 560, 590, 640), fill="#7a8287")
        return
    brush.polygon([(440, 560), (520, 560), (760, HEIGHT), (180, HEIGHT)], fill=WATER)
    for dx in (-70, -30, 10, 50):
        brush.arc((440 + dx, 380, 560 + dx, 640), 180, 330, fill="#a9cddb", width=12)


def _dump(brush: Brush, *, after: bool) -> None:
    _house(brush, 600, 180, 4, 4)
    if after:
        for x, colour in ((150, LEAF), (300, TEAL), (450, SUN)):
            brush.rounded_rectangle((x, 470, x + 120, 620), 12, fill=colour)
            brush.rectangle((x - 8, 456, x + 128, 480), fill="#4c5658")
        return
    heap: list[tuple[Box, str]] = [
        ((110, 540, 330, 650), RUST),
        ((250, 480, 470, 640), MUD),
        ((400, 540, 600, 660), "#6f7f1d"),
        ((180, 500, 300, 580), WHITE),
        ((470, 500, 560, 570), GLASS),
        ((330, 580, 430, 660), CRACK),
    ]
    for box, colour in heap:
        brush.rounded_rectangle(box, 26, fill=colour)


def _bench(brush: Brush, *, after: bool) -> None:
    _tree(brush, 190, 480, 190, alive=after)
    wood = "#b4783f" if after else MUD
    brush.line([(380, 640), (380, 540), (780, 540), (780, 640)], fill="#4c5658", width=14)
    for y in (440, 478, 528) if after else (478,):
        brush.rounded_rectangle((360, y, 800, y + 22), 8, fill=wood)
    if not after:
        brush.polygon([(360, 530), (560, 600), (552, 622), (352, 552)], fill=wood)


def _snow(brush: Brush, *, after: bool) -> None:
    _house(brush, 60, 160, 5, 4)
    _tree(brush, 800, 470, 150, alive=False)
    brush.polygon([(0, 440), (960, 420), (960, HEIGHT), (0, HEIGHT)], fill="#eef2f3")
    brush.polygon([(420, 440), (560, 440), (820, HEIGHT), (200, HEIGHT)], fill=ROAD if after else "#d5e3ea")
    heaps: tuple[Box, ...] = (
        ((60, 560, 260, 680), (760, 540, 940, 660))
        if after
        else ((220, 520, 480, 680), (430, 480, 700, 660), (560, 560, 800, 720))
    )
    for box in heaps:
        brush.ellipse(box, fill=WHITE)


def _aryk(brush: Brush, *, after: bool) -> None:
    for x in (150, 820):
        _tree(brush, x, 470, 170, alive=after)
    brush.polygon([(430, HORIZON), (530, HORIZON), (760, HEIGHT), (230, HEIGHT)], fill=KERB)
    brush.polygon([(448, HORIZON), (512, HORIZON), (690, HEIGHT), (300, HEIGHT)], fill=WATER if after else MUD)
    if not after:
        for x, y, colour in (
            (420, 520, RUST),
            (500, 560, "#6f7f1d"),
            (410, 620, WHITE),
            (540, 640, RUST),
            (470, 660, GLASS),
        ):
            brush.ellipse((x, y, x + 64, y + 30), fill=colour)


def _tree_scene(brush: Brush, *, after: bool) -> None:
    _house(brush, 560, 150, 5, 5)
    if after:
        for x in (170, 330, 490):
            _tree(brush, x, 620, 130, alive=True)
            brush.line([(x + 26, 620), (x + 26, 520)], fill=WALL, width=7)
        return
    _tree(brush, 320, 640, 380, alive=False, lean=210)


def _playground(brush: Brush, *, after: bool) -> None:
    brush.ellipse((80, 540, 880, 700), fill="#d9b382" if after else MUD)
    frame = TEAL if after else RUST
    for x in (180, 440):
        brush.line([(x - 50, 610), (x, 330), (x + 50, 610)], fill=frame, width=14, joint="curve")
    brush.line([(176, 334), (444, 334)], fill=frame, width=14)
    brush.line([(270, 336), (270, 540)], fill=CRACK, width=5)
    brush.line([(350, 336), (350, 540 if after else 440)], fill=CRACK, width=5)
    brush.polygon(
        [(256, 536), (364, 536), (364, 552), (256, 552)] if after else [(256, 536), (330, 600), (320, 614), (246, 550)],
        fill=SUN,
    )
    brush.polygon([(600, 380), (640, 380), (840, 630), (780, 640)], fill=SUN if after else DUST)
    brush.line([(600, 640), (600, 380)], fill=frame, width=14)


def _ramp(brush: Brush, *, after: bool) -> None:
    _house(brush, 420, 70, 7, 6)
    brush.rectangle((560, 330, 660, 480), fill="#6b5b48")
    for step in range(4):
        brush.rectangle((520 - step * 26, 480 + step * 34, 700, 514 + step * 34), fill=KERB if step % 2 else "#b7bab8")
    if not after:
        return
    brush.polygon([(700, 480), (960, 600), (960, 660), (700, 616)], fill=PATH)
    for x, y in ((710, 420), (820, 470), (930, 522)):
        brush.line([(x, y), (x, y + 90)], fill=TEAL, width=10)
    brush.line([(710, 420), (930, 522)], fill=TEAL, width=12)


def _stop(brush: Brush, *, after: bool) -> None:
    _road(brush)
    brush.rectangle((40, 600, 470, 640), fill=KERB)
    if not after:
        brush.line([(120, 600), (120, 330)], fill=RUST, width=14)
        brush.polygon([(80, 330), (190, 350), (182, 400), (72, 380)], fill=MUD)
        return
    brush.rectangle((70, 300, 460, 326), fill=TEAL)
    brush.rectangle((84, 326, 440, 560), fill="#d9edf3")
    for x in (84, 440):
        brush.line([(x, 320), (x, 600)], fill="#4c5658", width=12)
    brush.rounded_rectangle((130, 530, 390, 552), 6, fill="#b4783f")
    brush.rectangle((330, 346, 430, 396), fill="#26343a")


def _entrance(brush: Brush, *, after: bool) -> None:
    brush.rectangle((180, 60, 800, 600), fill=WALL if after else DUST)
    brush.rectangle((380, 250, 600, 600), fill="#5a6f5c" if after else RUST)
    brush.rectangle((350, 210, 630, 246), fill=TEAL if after else MUD)
    for x in (220, 660):
        brush.rectangle((x, 130, x + 100, 240), fill=GLASS)
    if after:
        brush.ellipse((466, 160, 514, 200), fill=SUN)
        brush.rectangle((570, 410, 584, 470), fill=WHITE)
        return
    brush.line([(380, 250), (470, 420), (420, 600)], fill=CRACK, width=8)
    for x, y in ((240, 320), (680, 300), (300, 480), (640, 420)):
        brush.polygon([(x, y), (x + 70, y + 12), (x + 52, y + 80), (x - 10, y + 60)], fill=EARTH)


SCENES: dict[str, Callable[..., None]] = {
    "pothole": _pothole,
    "sidewalk": _sidewalk,
    "crossing": _crossing,
    "lamp": _lamp_scene,
    "manhole": _manhole,
    "leak": _leak,
    "dump": _dump,
    "bench": _bench,
    "snow": _snow,
    "aryk": _aryk,
    "tree": _tree_scene,
    "playground": _playground,
    "ramp": _ramp,
    "stop": _stop,
    "entrance": _entrance,
}
