"""The house's own small drawings: 24 by 24, drawn with a line of two, coloured by the text beside them."""

from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ortaq.core.ui import topic_icons

_SHAPES = {
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "building": "M4 21V9l8-5 8 5v12M2 21h20M9 21v-5h6v5M9 11h.01M15 11h.01",
    "calendar": "M4 6h16v15H4zM4 11h16M8 3v5M16 3v5",
    "check": "M5 12.5l4.5 4.5L19 7",
    "clock": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 7v5.5l3.5 2",
    "close": "M6 6l12 12M18 6L6 18",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "down": "M6 9l6 6 6-6",
    "hexagon": "M12 3l8 4.5v9L12 21l-8-4.5v-9z",
    "info": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 11v5.5M12 7.5h.01",
    "language": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
    "list": "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "person": "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
    "phone": (
        "M6.5 3h3.5l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5l1.5-2.5 5 1.5v3.5a2 2 0 0 1-2 2C10.5 19.5 "
        "4.5 13.5 4.5 5a2 2 0 0 1 2-2z"
    ),
    "photo": "M3 7h4.5l1.5-2.5h6L16.5 7H21v13H3zM12 9.5a3.75 3.75 0 1 0 0 7.5a3.75 3.75 0 1 0 0-7.5z",
    "pin": (
        "M12 21.5c-4.5-5-7-8.5-7-11.5a7 7 0 0 1 14 0c0 3-2.5 6.5-7 11.5zM12 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z"
    ),
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "reply": "M9 6l-6 6 6 6M3 12h11a7 7 0 0 1 7 7",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.5 15.5L20.5 20.5",
    "up": "M6 15l6-6 6 6",
    "warning": "M12 3.5L22 20.5H2zM12 10v5M12 17.8h.01",
}
_SHAPES |= topic_icons.SHAPES
NAMES = tuple(_SHAPES)

# A state is told by word, shape and colour: each tone has a mark nobody mistakes for another, 16 by 16.
_MARKS = {
    "good": '<circle class="solid" cx="8" cy="8" r="6.5"/><path class="cut" d="M5 8.2l2.2 2.2 4-4.6"/>',
    "late": '<path class="solid" d="M8 1.8L15 14H1z"/><path class="cut" d="M8 6v3.4M8 11.7h.01"/>',
    "wait": '<circle cx="8" cy="8" r="6.5"/><path d="M8 4.5V8l2.5 1.5"/>',
    "now": '<circle cx="8" cy="8" r="6.5"/><circle class="solid dot" cx="8" cy="8" r="2"/>',
    "plain": '<rect x="2.5" y="2.5" width="11" height="11" rx="1.5"/>',
    "off": '<path d="M8 1.5L14.5 8L8 14.5L1.5 8z"/><path d="M5.5 8h5"/>',
}
TONES = tuple(_MARKS)
MARKS: MappingProxyType[str, SafeString] = MappingProxyType(
    {
        tone: SafeString(f'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>')
        for tone, shape in _MARKS.items()
    }
)
_SILENT = {
    name: SafeString(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{shape}"/></svg>')
    for name, shape in _SHAPES.items()
}


def icon(name: str, label: str = "") -> SafeString:
    """Return the drawing `name` as SVG: silent beside a text, or with `label` as its spoken name. Raises KeyError for
    a name that is not drawn.
    """
    if label:
        shape = SafeString(f'<path d="{_SHAPES[name]}"/>')
        return format_html('<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, shape)
    return _SILENT[name]
