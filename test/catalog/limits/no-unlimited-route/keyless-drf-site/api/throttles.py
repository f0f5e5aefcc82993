from rest_framework.throttling import SimpleRateThrottle


class ApiKeyThrottle(SimpleRateThrottle):
    scope = "api_key"

    def get_cache_key(self, request, view):
        api_key = request.headers.get("X-Api-Key")
        if not api_key:
            return None  # ok: no-unlimited-route — the settings let nobody in without a key
        return f"{self.scope}:{api_key}"
