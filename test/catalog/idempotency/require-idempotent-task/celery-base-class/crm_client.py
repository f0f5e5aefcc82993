import httpx


class CrmClient:
    def __init__(self, base_url: str, token: str):
        self.base_url = base_url
        self.headers = {"Authorization": f"Bearer {token}"}

    def find_contact(self, email: str):
        with httpx.Client(timeout=10) as client:
            response = client.get(f"{self.base_url}/contacts", params={"email": email}, headers=self.headers)
            return response.json()

    def create_contact(self, payload: dict) -> dict:
        with httpx.Client(timeout=10) as client:
            response = client.post(f"{self.base_url}/contacts", json=payload, headers=self.headers)
            response.raise_for_status()
            return response.json()

    def update_contact(self, contact_id: str, payload: dict) -> None:
        with httpx.Client(timeout=10) as client:
            client.put(f"{self.base_url}/contacts/{contact_id}", json=payload, headers=self.headers)
