"""Tasks hand themselves to this helper."""

from shop.session import session_state


def ensure_login(self):
    if session_state() == "pending":
        self.retry(countdown=20)


def describe(self):
    return f"{self.name} {self.request.id}"
