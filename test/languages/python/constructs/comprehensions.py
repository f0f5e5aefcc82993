[x for x in y]
[x for x in y if a if b]
[x for x in y for z in x]
[x for x, in y]
[x for x, *z in y]
[(x, y) for x in a if x > 1 for y in b if y]
{x for x in y}
{x: y for x, y in z}
{**a, "b": c}
{(x): (y) for x, y in z if (w)}
(x for x in y)
(x for x in (y))
sum(x for x in y)
sum((x for x in y), start=1)
f(a, (x for x in y))
sum(
    x
    for x in y
    if x
)
[[y for y in x] for x in z]
[x for x.a in y]
[x for x[0] in y]
[x if a else b for x in y]
[lambda: x for x in y]
[(yield_) for x in y]
[y := 1 for x in z]
[x for x in y if (z := x)]
all(a for a in b) and any(c for c in d)
