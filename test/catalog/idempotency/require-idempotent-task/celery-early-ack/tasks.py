import requests
from celery import shared_task
from django.core.mail import send_mail

from .models import Signup


@shared_task
def welcome(signup_id):
    signup = Signup.objects.get(pk=signup_id)
    send_mail("Welcome", "Hello", "team@example.com", [signup.email])  # ok: require-idempotent-task — acknowledged before it runs, never retried
    signup.welcomed = True
    signup.save()


@shared_task(bind=True, autoretry_for=(requests.RequestException,), retry_backoff=True, max_retries=5)
def announce(self, signup_id):
    signup = Signup.objects.get(pk=signup_id)
    send_mail("Announcement", "Hello", "team@example.com", [signup.email])  # expect: require-idempotent-task/repeatedAfterFailure error
    requests.get(f"https://stats.example.com/seen/{signup_id}", timeout=5)


@shared_task(bind=True, autoretry_for=(requests.RequestException,), max_retries=5)
def announce_last(self, signup_id):
    signup = Signup.objects.get(pk=signup_id)
    requests.get(f"https://stats.example.com/seen/{signup_id}", timeout=5)
    signup.seen = True
    signup.save()
    requests.post("https://search.example.com/v1/search", json={"q": signup.email}, timeout=5)  # ok: require-idempotent-task — a POST that reads


@shared_task(reject_on_worker_lost=True)
def thank(signup_id):
    signup = Signup.objects.get(pk=signup_id)
    send_mail("Thank you", "Hello", "team@example.com", [signup.email])  # ok: require-idempotent-task — without late acknowledgement the option does nothing
    signup.seen = True
    signup.save()


@shared_task(acks_late=True)
def thank_late(signup_id):
    signup = Signup.objects.get(pk=signup_id)
    send_mail("Thank you", "Hello", "team@example.com", [signup.email])  # expect: require-idempotent-task/repeatedAfterCrash error
    signup.seen = True
    signup.save()


@shared_task(retry_backoff=True, retry_kwargs={"max_retries": 5})
def remind(signup_id):
    signup = Signup.objects.get(pk=signup_id)
    send_mail("Reminder", "Hello", "team@example.com", [signup.email])  # ok: require-idempotent-task — no exception is named, so nothing is retried
    requests.get(f"https://stats.example.com/seen/{signup_id}", timeout=5)


@shared_task(acks_late=True)
def register(signup_id):
    signup = Signup.objects.get(pk=signup_id)
    only_once = {"If-None-Match": "*"}
    requests.post(f"https://crm.example.com/contacts/{signup_id}", headers=only_once, timeout=5)  # ok: require-idempotent-task — made only where there is none
    requests.patch(f"https://crm.example.com/contacts(email='{signup.email}')", json={"seen": True}, timeout=5)  # ok: require-idempotent-task — by an alternate key
    signup.seen = True
    signup.save()
