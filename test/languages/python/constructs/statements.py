import a
import a.b.c
import a as b, c.d as e, f
from a import b
from a.b import c as d, e
from a import (b, c as d,)
from a import (
    b,  # comment
    c,
)
from . import a
from .. import a, b
from .a import b
from ...a.b import c
from .... import d
from . a import b
from .import a
from a import *
if a: pass
elif b: pass
elif c:
    pass
else: pass
if a:
    if b: pass
    else:
        if c: pass
while a: break
while a:
    continue
else:
    pass
for x in y: pass
for x, y in z: pass
for x, in y: pass
for (x, y) in z: pass
for x in 1, 2: pass
for x in *a, b: pass
for x.y in z: pass
for x[0] in z:
    pass
else: pass
for x in (y): pass
with a: pass
with a as b: pass
with a as b, c as d: pass
with (a as b, c as d): pass
with (a as b, c as d,): pass
with (a, b): pass
with (a, b) as c: pass
with (a): pass
with (a) as b: pass
with a as (b, c): pass
with a as [b, c]: pass
with a as b.c, d as e[0]: pass
with (yield_): pass
with (
    open("a") as f,
    open("b") as g,
):
    pass
with a(), b(): pass
with (a if b else c) as d: pass
with (a).b as c: pass
with (a, b)[0]: pass
try: pass
except: pass
try:
    pass
except A: pass
except (A, B): pass
except A as e: pass
except (A, B) as e:
    pass
except (A) as e: pass
except a.B: raise
else: pass
finally: pass
try: pass
finally: pass
try: pass
except* A: pass
except* (B, C) as e: pass
try: pass
except A, B: pass
except C, D, E: pass
try: pass
except* A, B: pass
raise
raise A
raise A from B
raise A("x") from None
assert a
assert a, "b"
assert (a, b)
assert a == b, f"{a}"
assert (a), (b)
del a
del a, b
del a.b, c[0], d[1:2]
del (a), (b, c)
del y,
del (x,)
del [a, b]
pass
global g
pass; pass
x = 1; y = 2;
if a: x = 1; y = 2
class C: x = 1; y = 2
