from django_multitenant.utils import set_current_tenant


def account_middleware(get_response):
    def middleware(request):
        set_current_tenant(request.user.account)
        return get_response(request)

    return middleware
