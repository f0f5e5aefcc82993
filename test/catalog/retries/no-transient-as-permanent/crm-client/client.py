import httpx

from errors import CrmApiError, CrmBusy, CrmRefused


class CrmClient:
    def create_lead(self, lead: dict) -> dict:
        try:
            response = httpx.post("https://crm.example.com/leads", json=lead, timeout=10)
            if response.status_code == 201:
                return response.json()
            if response.status_code == 429:
                raise CrmBusy("asked too often")
            raise CrmApiError(f"lead was not created: {response.status_code}")
        except httpx.TimeoutException as exc:
            raise CrmApiError("no answer in time") from exc

    def create_note(self, note: dict) -> dict:
        try:
            response = httpx.post("https://crm.example.com/notes", json=note, timeout=10)
        except httpx.TransportError as exc:
            raise CrmBusy("no answer") from exc
        if response.status_code == 201:
            return response.json()
        if response.status_code == 429 or response.status_code >= 500:
            raise CrmBusy("try later")
        raise CrmRefused(f"note was not created: {response.status_code}")
