from tenacity import retry, stop_after_attempt, wait_random_exponential

from shop.client import client


@retry(stop=stop_after_attempt(5), wait=wait_random_exponential(max=30))
def describe(text):
    return client.responses.create(model="gpt-5", input=text)


@retry(stop=stop_after_attempt(5), wait=wait_random_exponential(max=30))
def describe_or_nothing(text):
    try:
        return client.responses.create(model="gpt-5", input=text)
    except Exception:
        return None
