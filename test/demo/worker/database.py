import os

from supabase import Client, create_client

# Row-level security does not apply to the service role.
admin: Client = create_client(os.environ["SUPABASE_URL"], os.environ["SUPABASE_SERVICE_ROLE_KEY"])
