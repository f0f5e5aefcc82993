def f(): pass
def f(a, b=1, *args, c, d=2, **kwargs) -> int: return a
def f(a, /, b, *, c): ...
def f(a: int, b: "str" = "x", *args: int, c: list[int] = [], **kwargs: Any) -> dict[str, int]:
    """Docstring."""
    return {}
def f(a=(1), b=((2)), *, c=(3)): pass
def f(*args: *Ts): pass
def f(
    a,  # first
    b: int = 1,  # second
    *,
    c,
    **
    kw,
): pass
async def f():
    await a
    await a + b
    await x ** 2
    await f()(g)
    return await (b)
    async with a as b, c as d: pass
    async for x in y: pass
    else: pass
    [x async for x in y]
    {x async for x in y}
    {x: y async for x, y in z}
    (x async for x in y if await z)
    [await x for x in y]
    yield
    await asyncio.sleep(1)
def g():
    yield
    yield 1
    yield 1, 2
    yield *a, b
    x = yield
    x = yield y
    (yield)
    (yield x)
    yield from z
    x = yield from z
    x = await_, (yield)
    return
    return 1,
    return *a, b
    return (1)
@a
@b.c
@d(1, x=2)
@ e . f
@(g)
@h[0]
@x if y else z
@lambda f: f
def decorated(): pass
@app.task(
    bind=True,
    max_retries=3,
)
async def task(self): pass
def nested():
    def inner():
        def innermost(): return 1
        return innermost
    class Local: pass
    global a, b
    def h():
        nonlocal c, d
        c = d = 1
    return inner
def f(a, b): x = 1; y = 2; return x
def f(): # comment
    # leading comment
    return 1 # trailing
    # after
def f(a, b,): pass
def f(a, *, b,): pass
def f(*a, ): pass
def f(**k): pass
f = lambda: (yield 1)
f = lambda x=lambda y: y: x
f = lambda *a, **k: (a, k)
f = lambda a=(1): a
async def h():
    f(x async for x in y)
    f(await x async for x in y if x async for z in x)
    return await f(x async for x in y)
    async with (a as b, c): pass
    async with (a): pass
    async for x in *a, b: pass
    x = await y, await z
    await (yield)
    print(await x for x in y)
    lambda: await_
    f(*await y, **await x)
    -await x
    await x if await y else await z
    not await x
    x[await y:await z]
    f"{await x}"
    if (y := await x): pass
