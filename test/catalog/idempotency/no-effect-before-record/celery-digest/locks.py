import redis

client = redis.Redis()


def acquire_lock(name):
    return client.set(name, "1", nx=True, ex=300)


def release_lock(name):
    client.delete(name)
