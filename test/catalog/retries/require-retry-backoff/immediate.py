import httpx
import requests
from requests.adapters import HTTPAdapter
from sqlalchemy.exc import IntegrityError
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_fixed
from urllib3.util.retry import Retry

from shop.db import new_slug, session_scope


@retry(stop=stop_after_attempt(3))  # expect: require-retry-backoff/immediate warning
def send_message(message: dict):
    return requests.post("https://mail.example.com/send", json=message, timeout=10)


@retry(stop=stop_after_attempt(2))  # expect: require-retry-backoff/immediate advice
def send_note(message: dict):
    return requests.post("https://mail.example.com/note", json=message, timeout=10)


@retry(stop=stop_after_attempt(3), wait=wait_fixed(2))  # ok: require-retry-backoff — two seconds between
def send_copy(message: dict):
    return requests.post("https://mail.example.com/copy", json=message, timeout=10)


# ok: require-retry-backoff — a lost race for a unique name soon ends
@retry(stop=stop_after_attempt(5), retry=retry_if_exception_type(IntegrityError))
def create_shop(name: str):
    with session_scope() as session:
        session.execute("insert into shops (slug, name) values (:slug, :name)", {"slug": new_slug(name), "name": name})


session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(total=4)))  # expect: require-retry-backoff/immediate warning
session.mount("http://", HTTPAdapter(max_retries=Retry(total=4, backoff_factor=1)))  # ok: require-retry-backoff — grows

session.mount("ftp://", HTTPAdapter(max_retries=3))  # expect: require-retry-backoff/immediate advice


def load_rates(url: str):
    for attempt in range(4):  # expect: require-retry-backoff/immediate warning
        try:
            return httpx.get(url, timeout=5).json()
        except httpx.HTTPError:
            continue
    raise RuntimeError("no rates")


class Pipeline:
    retries = 0

    async def run(self, inputs: dict):
        try:
            async with httpx.AsyncClient() as client:
                return await client.post("https://render.example.com", json=inputs)
        except Exception:
            if self.retries < 3:
                self.retries += 1
                return await self.run(inputs)  # expect: require-retry-backoff/immediate warning
            raise


def ask(models: list[str], prompt: str):
    for model in models:  # ok: require-retry-backoff — another model in every turn
        try:
            return requests.post(f"https://ai.example.com/{model}", json={"prompt": prompt}, timeout=30).json()
        except requests.RequestException:
            continue
    return None


def reserve_number(db, year: int):
    for attempt in range(5):  # ok: require-retry-backoff — an optimistic lock: the other one is done by now
        row = db.get_counter(year)
        try:
            return db.bump(row, expected=row.version)
        except db.StaleRowError:
            continue
    raise RuntimeError("no number")


def parse(text: str):
    for attempt in range(3):  # ok: require-retry-backoff — nobody outside is asked
        try:
            return int(text.strip())
        except ValueError:
            text = text[1:]
    return None


def load_once_more(url: str):
    for attempt in range(2):  # ok: require-retry-backoff — one repetition, for a connection that was closed meanwhile
        try:
            return requests.get(url, timeout=5)
        except requests.ConnectionError:
            continue
    raise RuntimeError("no answer")
