import requests
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential


class RateLimited(Exception):
    pass


@retry(stop=stop_after_attempt(4), wait=wait_exponential(multiplier=1, max=20))
def open_ticket(summary: str) -> str:
    response = requests.post("https://desk.example.com/api/tickets", json={"summary": summary}, timeout=10)  # expect: require-idempotent-task/repeatedAfterFailure error
    response.raise_for_status()
    return response.json()["id"]


@retry(stop=stop_after_attempt(4))
def notify_team(text: str) -> None:
    requests.post("https://chat.example.com/hooks/team", json={"text": text}, timeout=10)  # expect: require-idempotent-task/repeatedAfterLostAnswer error


@retry(retry=retry_if_exception_type(RateLimited), stop=stop_after_attempt(4))
def open_ticket_when_rejected(summary: str) -> str:
    response = requests.post("https://desk.example.com/api/tickets", json={"summary": summary}, timeout=10)  # ok: require-idempotent-task — only refusals are retried
    if response.status_code == 429:
        raise RateLimited()
    return response.json()["id"]


@retry(stop=stop_after_attempt(4))
def complete_text(prompt: str) -> str:
    response = requests.post("https://llm.example.com/v1/chat/completions", json={"prompt": prompt}, timeout=60)  # ok: require-idempotent-task — an answer, nothing is created
    return response.json()["text"]


@retry(stop=stop_after_attempt(4))
def open_ticket_with_key(summary: str, request_id: str) -> str:
    headers = {"Idempotency-Key": request_id}
    response = requests.post("https://desk.example.com/api/tickets", json={"summary": summary}, headers=headers, timeout=10)  # ok: require-idempotent-task — keyed
    return response.json()["id"]


@retry(stop=stop_after_attempt(4))
def post_json(url: str, payload: dict) -> dict:
    return requests.post(url, json=payload, timeout=10).json()  # ok: require-idempotent-task — what is posted is the caller's business


@retry(stop=stop_after_attempt(4))
def run_inference(payload: dict) -> dict:
    return requests.post("https://models.example.com/predictions", json=payload, timeout=60).json()  # ok: require-idempotent-task — an answer, nothing is created


@retry(stop=stop_after_attempt(4))
def send_prompt(text: str) -> str:
    return requests.post("https://api.anthropic.com/v1/messages", json={"text": text}, timeout=60).json()["text"]  # ok: require-idempotent-task — a language model answers


@retry(stop=stop_after_attempt(4))
def create_access_token(secret: str) -> str:
    return requests.post("https://id.example.com/oauth/token", data={"secret": secret}, timeout=10).json()["token"]  # ok: require-idempotent-task — a sign-in
