import importlib


def implementation(name):
    if not enabled(name):

        async def nothing(*args):
            return None

        def nothing_at_once(*args):
            return None

        return nothing if is_async(name) else nothing_at_once
    return getattr(importlib.import_module("plugins"), name)


def chosen(name):
    if not enabled(name):

        async def skipped(*args):
            return None

        return skipped
    return load(name)


async def forget(account_id):
    await save(account_id)


async def close_account(account_id):
    implementation("drop_cache")(account_id)  # ok: no-floating-guard — which of several is called is not known
    chosen("drop_index")(account_id)  # ok: no-floating-guard — the one that is loaded may be a plain function
    acquire_lock = chosen("acquire_lock")
    acquire_lock(account_id)  # ok: no-floating-guard — it may be a plain function
    forget(account_id)  # expect: no-floating-guard/workNeverRuns error
