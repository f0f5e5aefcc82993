from fastapi import Header, HTTPException

from app.db import get_client


def current_user(authorization: str = Header(None)) -> dict:
    answer = get_client().auth.get_user(authorization)
    if not answer.user:
        raise HTTPException(401)
    member = get_client().table("memberships").select("org_id").eq("user_id", answer.user.id).single().execute()
    return {"id": answer.user.id, "org_id": member.data["org_id"]}


def current_org(authorization: str = Header(None)) -> dict:
    user = current_user(authorization)
    return get_client().table("organizations").select("*").eq("id", user["org_id"]).single().execute().data
