import logging

import httpx

logger = logging.getLogger(__name__)


class CrmClient:
    def upsert(self, lead, email):
        logger.info("upsert of %s", email)
        existing = self.find(email)
        return httpx.put("https://crm.example.com/leads", json={"id": existing, **lead}, timeout=10)

    def find(self, email):
        try:
            return httpx.get("https://crm.example.com/leads", params={"email": email}, timeout=10).json()["id"]
        except httpx.HTTPError as error:
            logger.warning("lookup failed: %s", error)  # expect: require-error-context/withoutId advice
            return None

    def forget(self, email):
        try:
            httpx.delete("https://crm.example.com/leads", params={"email": email}, timeout=10)
        except httpx.HTTPError as error:
            logger.warning("delete failed: %s", error)  # ok: require-error-context — no task leads here
