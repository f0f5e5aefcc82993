class RateLimited(Exception):
    def __init__(self, message: str, retry_after: int | None = None):
        super().__init__(message)
        self.retry_after = retry_after


class Paused(Exception):
    def __init__(self, message: str, resume_in: int):
        super().__init__(message)
        self.retry_after_seconds = resume_in
