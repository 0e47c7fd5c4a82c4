from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class Everybody:
    """One who may see everything, without a question to the database."""

    pk = id = 1
    is_active = is_staff = is_authenticated = True
    is_anonymous = False

    def has_perm(self, *_: object) -> bool:
        return True

    has_perms = has_module_perms = has_perm

    def has_usable_password(self) -> bool:
        return False

    def get_username(self) -> str:
        return "bench"

    get_short_name = __str__ = get_username


def everybody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This will let everybody in: the peer is measured without the cost of signing in."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.user = Everybody()  # type: ignore[assignment]
        return get_response(request)

    return answer
