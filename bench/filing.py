"""How a resident files: the whole form page by page, or its last page with everything in the signed field it
carries.

The second is what a browser sends when the session has ended while the form lay open; the server does the same
work, and one request is one appeal.
"""

import http.client
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.clients import TOKEN

NEW = "/kk/appeals/new/"
_KEPT = re.compile(r'name="kept"[^>]*value="([^"]+)"')
_NUMBER = re.compile(r"/appeals/([^/]+)/filed/")
TEXTS = (
    "Абай даңғылындағы аялдама жанында шұңқыр бар, көлік дөңгелегі жарылып жатыр.",
    "Во дворе третий день не горит фонарь, вечером страшно отпускать детей.",
    "Балалар алаңындағы әткеншек сынып қалған, жөндеп беріңіздерші.",
    "После дождя на пешеходном переходе стоит вода по щиколотку, обойти нельзя.",
    "The bin by the bus stop has not been emptied for a week.",
)
POINT = ("76.905000", "43.205000")


class Refusal(Exception):  # noqa: N818, the server's, not ours
    """The server answered, but not with a number."""


@dataclass
class Form:
    """One appeal on its way: the words by which it is known again, and what has to be sent if no answer came."""

    text: str
    token: str = ""
    number: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """The last page, once it is reached."""


def words(mark: str) -> str:
    """This will give a text nobody else sends."""
    return f"{TEXTS[len(mark) % len(TEXTS)]} № {mark}"


def signed(text: str, topic: str, *, named: bool = True) -> Form:
    """This will make the last page of a filled form; Django must know the stage's key."""
    from ortaq.civic.reception.pages.draft import STEPS, Draft

    draft = Draft(
        text=text, topic=topic, place="point", lon=POINT[0], lat=POINT[1], kind="message",
        who="named" if named else "anonymous", name="Айсұлу Өтеген (көрсетілім)" if named else "",
        phone=f"+7700{secrets.randbelow(10**7):07d}" if named else "", done=list(STEPS[:-1]),
    )  # fmt: skip
    return Form(text, draft.form_token, fields={"kept": draft.kept()})


class Browser:
    """One resident's browser: a kept connection and its cookies."""

    def __init__(self, port: int, *, timeout: float = 30) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.cookies = {"csrftoken": TOKEN}

    def close(self) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """This will send a request and give (status, where to go next, page)."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            if name != "csrftoken":
                self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), page

    def walk(self, form: Form, topic: str) -> None:
        """This will answer every question of the form and stop before the last button."""
        self.cookies = {"csrftoken": TOKEN}
        self._step("", {"text": form.text})
        self._step("words/", {"text": form.text})
        self._step("topic/", {"topic": topic})
        self._step("place/", {"place": "point", "lon": POINT[0], "lat": POINT[1]})
        self._step("kind/", {"kind": "message"})
        name = {"who": "named", "name": "Дәурен Сапар (көрсетілім)", "phone": f"+7700{secrets.randbelow(10**7):07d}"}
        self._step("about/", {**name, "publish": "on"})
        status, _, page = self.ask("GET", f"{NEW}check/")
        kept = _KEPT.search(page)
        if status != 200 or not kept:
            raise Refusal(f"the last page came with {status}")
        form.fields = {"kept": kept[1]}

    def _step(self, step: str, fields: dict[str, str]) -> None:
        status, after, _ = self.ask("POST", NEW + step, fields)
        if status not in (302, 303):
            raise Refusal(f"{step or 'the beginning'} was answered with {status}")
        if not after.startswith(NEW):
            raise Refusal(f"{step or 'the beginning'} led to {after}")

    def send(self, form: Form) -> str:
        """This will press the last button and give the number: from here on the city has the appeal."""
        status, after, page = self.ask("POST", f"{NEW}check/", form.fields)
        found = _NUMBER.search(after)
        if status not in (302, 303) or not found:
            raise Refusal(f"the last page was answered with {status} {after} {page[:300] if status >= 400 else ''}")
        return found[1]
