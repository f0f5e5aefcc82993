import requests
from googleapiclient.errors import HttpError
from tenacity import (
    TryAgain,
    retry,
    retry_if_exception,
    retry_if_exception_type,
    retry_if_not_exception_type,
    stop_after_attempt,
    wait_exponential,
)


@retry(stop=stop_after_attempt(3), retry=retry_if_exception_type(TryAgain), wait=wait_exponential(max=10))
def call_sheets(request):
    try:
        return request.execute()
    # expect: no-permanent-error-retry/refusal warning
    except HttpError:
        raise TryAgain from None


@retry(stop=stop_after_attempt(3), retry=retry_if_exception_type(TryAgain), wait=wait_exponential(max=10))
def call_docs(request):
    try:
        return request.execute()
    except HttpError as error:
        # ok: no-permanent-error-retry — the status decides
        if error.resp.status in (429, 500, 503):
            raise TryAgain from error
        raise


# expect: no-permanent-error-retry/refusal warning
@retry(stop=stop_after_attempt(3), wait=wait_exponential(max=10))
def page_of(url):
    response = requests.get(url, timeout=10)
    response.raise_for_status()
    return response.json()


def is_outage(error):
    return not isinstance(error, requests.HTTPError) or error.response.status_code >= 500


# ok: no-permanent-error-retry — a predicate decides
@retry(retry=retry_if_exception(is_outage), stop=stop_after_attempt(3), wait=wait_exponential(max=10))
def invoice_of(url):
    response = requests.get(url, timeout=10)
    response.raise_for_status()
    return response.json()


# ok: no-permanent-error-retry — the class is taken out
@retry(retry=retry_if_not_exception_type(requests.HTTPError), stop=stop_after_attempt(3), wait=wait_exponential(max=10))
def receipt_of(url):
    response = requests.get(url, timeout=10)
    response.raise_for_status()
    return response.json()


# ok: no-permanent-error-retry — GitHub says 403 when it is asked too often, and the code says that it wants another attempt
@retry(stop=stop_after_attempt(3), wait=wait_exponential(max=10))
def issue_of(url):
    response = requests.get(url, timeout=10)
    if response.status_code == 403:
        raise TryAgain
    return response.json() if response.status_code == 200 else None
