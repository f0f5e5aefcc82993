from django.db import models, transaction


class Person(models.Model):
    email = models.EmailField()
    name = models.CharField(max_length=80)


class Member(models.Model):
    email = models.EmailField(unique=True)


class Seat(models.Model):
    room = models.ForeignKey("Room", on_delete=models.CASCADE)
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="one_seat")]


class Room(models.Model):
    title = models.CharField(max_length=80)


def person_for(email, name):
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": name})  # expect: require-upsert/unkeyedGetOrCreate [warning]
    return person


def member_for(email):
    member, _ = Member.objects.get_or_create(email=email)  # ok: require-upsert — unique, so Django catches the violation
    return member


def seat_for(room, number):
    seat, _ = Seat.objects.update_or_create(room=room, number=number)  # ok: require-upsert — unique together
    return seat


def room_for(title):
    room, _ = Room.objects.get_or_create(title=title)  # expect: require-upsert/unkeyedGetOrCreate [advice]
    return room


def person_by_hand(email, name):
    if not Person.objects.filter(email=email).exists():
        Person.objects.create(email=email, name=name)  # expect: require-upsert/lookedThenInserted [warning]


def person_locked(email, name):
    with transaction.atomic():
        Room.objects.select_for_update().get(title="people")
        if not Person.objects.filter(email=email).exists():
            Person.objects.create(email=email, name=name)  # ok: require-upsert — a row lock is held


def person_saved(email, name):
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person(email=email, name=name)  # expect: require-upsert/lookedThenInserted [warning]
        person.save()
    return person


def room_by_key(number, title):
    room, _ = Room.objects.update_or_create(pk=number, defaults={"title": title})  # ok: require-upsert — by the primary key
    return room


def placeholder(title):
    Person.objects.get_or_create(email="nobody@example.com", name=title)  # expect: require-upsert/unkeyedGetOrCreate [advice]
