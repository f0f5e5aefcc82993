class CrmError(Exception):
    pass


class CrmApiError(CrmError):
    pass


class CrmBusy(CrmError):
    pass


class CrmRefused(CrmError):
    pass
