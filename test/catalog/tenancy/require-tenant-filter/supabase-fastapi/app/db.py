import os

from supabase import Client, create_client

_client: Client = create_client(os.environ["SUPABASE_URL"], os.environ["SUPABASE_KEY"])


def get_client() -> Client:
    return _client
