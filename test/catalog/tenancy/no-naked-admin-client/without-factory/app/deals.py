from app.database import admin


def deals_of(organization_id: str) -> list[dict]:
    # expect: no-naked-admin-client/noFactory advice
    return admin.table("deals").select("*").eq("organization_id", organization_id).execute().data


def contacts_of(organization_id: str) -> list[dict]:
    # ok: no-naked-admin-client — told once a file
    return admin.table("contacts").select("*").eq("organization_id", organization_id).execute().data
