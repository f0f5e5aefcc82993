from jobs.quota import make_limiter


class Context:
    def __init__(self):
        self.services = {"rate_limiter": make_limiter()}


def geocode(context, address: str):
    rate_limiter = context.services["rate_limiter"]
    if not rate_limiter.check():
        raise RuntimeError("quota")
    rate_limiter.record_call()
    return address
