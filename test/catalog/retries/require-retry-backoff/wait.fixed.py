import requests
import tenacity
from tenacity import stop_after_attempt


@tenacity.retry(stop=stop_after_attempt(3), wait=tenacity.wait_random_exponential(max=60))  # expect: require-retry-backoff/immediate warning
def send_message(message: dict):
    return requests.post("https://mail.example.com/send", json=message, timeout=10)
