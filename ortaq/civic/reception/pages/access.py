"""The codes this visitor has shown: number of an appeal → code from its slip."""

from django.http import HttpRequest

SESSION_KEY = "appeal_codes"
MOST = 30


def remember(request: HttpRequest, number: str, code: str) -> None:
    """This will open the applicant's view of an appeal for this visitor until her session ends."""
    codes = dict(request.session.get(SESSION_KEY, {}))
    codes.pop(number, None)
    codes[number] = code
    request.session[SESSION_KEY] = dict(list(codes.items())[-MOST:])


def code_for(request: HttpRequest, number: str) -> str:
    """This will give the code the visitor has shown for this appeal, or ""."""
    return str(request.session.get(SESSION_KEY, {}).get(number, ""))
