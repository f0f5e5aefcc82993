import httpx


class CrmClient:
    def __init__(self, base_url):
        self.base_url = base_url

    async def push_lead(self, payload):
        leads_url = f"{self.base_url}/api/leads"
        existing = await self._find_lead_by_email(payload["email"])
        if existing:
            return existing
        async with httpx.AsyncClient(timeout=30) as client:
            response = await client.post(leads_url, json=payload)  # expect: require-upsert/lookedThenCreated [warning]
            return response.json()

    async def _find_lead_by_email(self, email):
        async with httpx.AsyncClient(timeout=10) as client:
            response = await client.get(f"{self.base_url}/api/leads", params={"email": email})
            return next(iter(response.json()["value"]), None)

    async def upsert_lead(self, payload):
        async with httpx.AsyncClient(timeout=30) as client:
            return await client.patch(f"{self.base_url}/api/leads(email='{payload['email']}')", json=payload)

    # What is asked for here is a template, what is made is a message.
    async def send_by_template(self, name, payload):
        template = await self._find_template(name)
        if not template:
            return None
        async with httpx.AsyncClient(timeout=30) as client:
            return await client.post(f"{self.base_url}/api/messages", json=payload)  # ok: require-upsert — runs when it was found

    async def _find_template(self, name):
        async with httpx.AsyncClient(timeout=10) as client:
            return (await client.get(f"{self.base_url}/api/templates/{name}")).json()
