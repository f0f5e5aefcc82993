from functools import lru_cache

import httpx
from celery import Celery

app = Celery("crm")


class CrmClient:
    def __init__(self):
        self._token = None

    def token(self):  # expect: no-process-local-state/madeAnew advice
        if self._token:
            return self._token
        self._token = httpx.post("https://login.example.com/token", timeout=10).json()["access_token"]
        return self._token


class MailClient:
    def __init__(self):
        self._token = None

    def token(self):  # ok: no-process-local-state — the module keeps one for all runs
        if self._token is None:
            self._token = httpx.post("https://login.example.com/token", timeout=10).json()["access_token"]
        return self._token


class ChatClient:
    def __init__(self):
        self._token = None

    def token(self):  # ok: no-process-local-state — what makes it is remembered
        if self._token is None:
            self._token = httpx.post("https://login.example.com/token", timeout=10).json()["access_token"]
        return self._token


class ScriptClient:
    def __init__(self):
        self._token = None

    def token(self):  # ok: no-process-local-state — no request and no task makes it
        if self._token is None:
            self._token = httpx.post("https://login.example.com/token", timeout=10).json()["access_token"]
        return self._token


mail = MailClient()


@lru_cache
def chat():
    return ChatClient()


@app.task
def push_lead(lead):
    client = CrmClient()
    httpx.post("https://crm.example.com/leads", headers={"Authorization": client.token()}, json=lead, timeout=10)
    httpx.post("https://mail.example.com", headers={"Authorization": mail.token()}, json=lead, timeout=10)
    httpx.post("https://chat.example.com", headers={"Authorization": chat().token()}, json=lead, timeout=10)


def by_hand():
    client = ScriptClient()
    return client.token()
