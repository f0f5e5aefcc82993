x = 1
a = b = c = x
a, b = b, a
(a, b), *rest = [1, 2], 3, 4
[a, [b, c]] = 1, (2, 3)
a.b.c[0][1:2].d = 5
x += 1; x -= 2; x *= 3; x /= 4; x //= 5; x %= 6; x **= 7; x @= y; x &= 1; x |= 2; x ^= 3; x <<= 1; x >>= 2
print(1_000, 0x_ff, 0o17, 0b1010, 1., .5, 1e10, 1E-5, 1.5j, 10J, 0xDEAD_BEEF_DEAD_BEEF_DEAD_BEEF, 00, 1e400)
print(True, False, None, ..., Ellipsis, ...)
-x ** 2
~1 ^ 1
not a == b
a if b else c if d else e
(a if b else c) if d else e
a or b and not c or (d and e)
a and (b) and c and ((d))
a < b <= c != d is e is not f in g not in h
(a) < (b) < (f(c)) == (d)
a if (b) else (c)
lambda: 0
lambda x, /, y=1, *args, z, w=2, **kw: (x, y)
lambda *, a: a
lambda a, /: 0
lambda: (yield)
f()
f(a, *b, c=1, *d, **e, g=2, **h)
f(x for x in y)
f((x for x in y), 1)
f (  # comment (with paren
    a,  # another
    b=1,
)
(f)(1)
((f) )  (1)
a.b(c)(d)[e](f)
a[1], a[1:], a[:1], a[:], a[::], a[1:2:3], a[::2], a[1:2, 3], a[..., None], a[()], a[*b], a[*b, c], a[b, *c], a[x := 1]
(y := f(x))
print(z := 1, (w := 2))
[y := 1, y ** 2]
{q := 1}
[]
[1, 2, 3,]
()
(1,)
1,
(1, 2)
{1, 2}
{*a, *b}
{}
{"a": 1, **b, "c": {"d": (2)}, 3: 4, (5): (6), ** (c)}
[*a, *b]
*a, b = c
(*a, b)
await_ = 1
x = yield_ = 2
a @ b @ c
a << b >> c & d | e ^ f
a + b - c * d / e // f % g ** h ** i
- + ~ - a
(a) + (b)
(((a)))
1 if True else 2
a.b . c
a . b(1) . c
x = (yield_)
print >> f, 1
a = 1 ,
a[b] += c
a.b -= d
a == b == c
x = a if b else lambda: c
not not a
"a" "b" if c else "d"
[x] = y
(x) = y
((x), (y)) = z
print((a), (b), (c))
-1
-(1)
1 .real
1..real
f(**a, **b)
f(*a, *b)
f(a)(b)(c).d.e.f()()
x = {
    "a": 1,  # trailing
    "b": [
        2,
        3,
    ],
}
x = a \
    + b \
    - c
x[a:b, c:d]
x[a:b:c, ::d]
f(a)(b for b in c)
a if b else lambda: c
x = *a,
x = y = *a, b
"%s" % (a,)
not a in b
(a for a in b for c in d)
lambda: [x for x in y]
f(lambda x: x, key=lambda: 0)
{**a, **b}
[[]]
{(): ()}
a.b[c].d = e, f = g
(a, b)[0], [c][0], {d}.e, {f: g}[f], "h".i, 1.0.j, f"{k}".l
a[b][c](d)(e).f
a and not b or not (c and d)
a == (b := c)
x = (
    a
    .b()
    .c()
)
a = b if c else (d) if e else (f)
f(a, b)(c, d=(e)) . g ( h )
f()()()
f(
)
[
]
(
    # only a comment
)
