from apps.throttles.LoginThrottle import LoginThrottle
