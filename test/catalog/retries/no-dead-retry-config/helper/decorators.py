import functools


def throttled(fn):
    @functools.wraps(fn)
    def wrapper(self, *args):
        if self.request.delivery_info:
            return self.retry(countdown=5)
        return fn(self, *args)

    return wrapper


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return fn(*args)

    return wrapper
