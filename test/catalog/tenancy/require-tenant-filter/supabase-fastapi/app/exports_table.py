from app.db import get_client


def export_by_id(export_id: str):
    # ok: require-tenant-filter — the callers compare the organization of the row
    result = get_client().table("exports").select("*").eq("id", export_id).execute()
    return result.data[0] if result.data else None


def set_path(export_id: str, path: str):
    # ok: require-tenant-filter — who calls it has fetched the row and compared its organization
    get_client().table("exports").update({"path": path}).eq("id", export_id).execute()


def drop_export(export_id: str):
    # expect: require-tenant-filter/chosenByCaller warning
    get_client().table("exports").delete().eq("id", export_id).execute()


def exports_of(org_id: str):
    return get_client().table("exports").select("*").eq("org_id", org_id).execute().data


def newest_export_of(org_id: str):
    return get_client().table("exports").select("*").eq("org_id", org_id).order("path").limit(1).execute().data


def export_named(org_id: str, path: str):
    return get_client().table("exports").select("*").eq("org_id", org_id).eq("path", path).execute().data


def count_exports(org_id: str):
    return get_client().table("exports").select("id", count="exact").eq("org_id", org_id).execute().count


def oldest_export_of(org_id: str):
    return get_client().table("exports").select("*").eq("org_id", org_id).order("id").limit(1).execute().data


def drop_exports_of(org_id: str):
    get_client().table("exports").delete().eq("org_id", org_id).execute()


def rename_export(export: dict, name: str):
    # ok: require-tenant-filter — the row comes from a function that compares its organization
    get_client().table("exports").update({"path": name}).eq("id", export["id"]).execute()


def exported_lead(lead_id: str):
    # ok: require-tenant-filter — the row hangs on another, and who calls this decides
    result = get_client().table("leads").select("*").eq("id", lead_id).execute()
    return result.data[0] if result.data else None


def archive_export(export_id: str):
    # ok: require-tenant-filter — the id comes from a function that is told the organization and has it compared
    get_client().table("exports").update({"path": "archive"}).eq("id", export_id).execute()


def purge_export(export_id: str):
    # expect: require-tenant-filter/chosenByCaller warning
    get_client().table("exports").delete().eq("id", export_id).execute()
