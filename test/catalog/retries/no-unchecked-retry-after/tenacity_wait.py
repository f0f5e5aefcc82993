from slack_sdk.errors import SlackApiError
from tenacity import RetryCallState, retry, stop_after_attempt, wait_exponential


def told_or_backoff(retry_state: RetryCallState) -> float:
    error = retry_state.outcome.exception()
    if isinstance(error, SlackApiError) and "Retry-After" in error.response.headers:
        # expect: no-unchecked-retry-after/unbounded warning
        return float(error.response.headers["Retry-After"])
    return wait_exponential(multiplier=1, max=30)(retry_state)


def told_within_a_minute(retry_state: RetryCallState) -> float:
    error = retry_state.outcome.exception()
    if isinstance(error, SlackApiError) and "Retry-After" in error.response.headers:
        try:
            told = float(error.response.headers["Retry-After"])
        except ValueError:
            told = 1
        # ok: no-unchecked-retry-after — at most a minute
        return min(max(told, 1), 60)
    return wait_exponential(multiplier=1, max=30)(retry_state)


@retry(stop=stop_after_attempt(4), wait=told_or_backoff)
def post_message(client, channel: str, text: str):
    return client.chat_postMessage(channel=channel, text=text)


@retry(stop=stop_after_attempt(4), wait=told_within_a_minute)
def update_message(client, channel: str, ts: str, text: str):
    return client.chat_update(channel=channel, ts=ts, text=text)
