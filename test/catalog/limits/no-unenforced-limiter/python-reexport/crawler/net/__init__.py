from .throttle import HostRateLimiter

__all__ = ["HostRateLimiter"]
