MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "site.middleware.LoginRateLimitMiddleware",
]
