"""What stands between the first step and being signed in."""

from typing import Any

from allauth.account.stages import EmailVerificationStage


class EmailStage(EmailVerificationStage):  # type: ignore[misc]  # allauth carries no types
    """Asks to prove the e-mail, but not those who came by phone: one proven way to reach a person is enough."""

    def handle(self) -> Any:
        account, login = self.login.user, self.login
        came_by_phone = (account is not None and account.phone_verified and not account.email) or (
            account is None and login.phone and not login.email
        )
        return (None, True) if came_by_phone else super().handle()
