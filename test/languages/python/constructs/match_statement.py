match x:
    case 1: pass
    case -1: pass
    case 1 + 2j: pass
    case -1.5 - 3j: pass
    case "a" "b": pass
    case b"x": pass
    case None: pass
    case True | False: pass
    case a.b: pass
    case a.b.c | 1 | "x": pass
    case [a, b]: pass
    case [a, *_]: pass
    case [*rest]: pass
    case (a, b): pass
    case (a): pass
    case (a,): pass
    case []: pass
    case (): pass
    case a, b: pass
    case a, *b: pass
    case *a, b: pass
    case 0, *r: pass
    case 1,: pass
    case {}: pass
    case {"a": 1}: pass
    case {"a": a, **rest}: pass
    case {a.b: [c, d], 1: _, None: x, "q" "r": y, -1: z}: pass
    case {**rest}: pass
    case A(): pass
    case A(1, b): pass
    case A(x=1, y=b,): pass
    case a.B(1, x=[c]): pass
    case (1 | 2) as d: pass
    case [1, 2] as e if e: pass
    case {"x": A(y=z) | B(z)} if z > 1 and (y := 2): pass
    case str() | int(): pass
    case _ if x: pass
    case x: pass
match x, y:
    case _:
        pass
match x,:
    case _: pass
match *a, b:
    case _: pass
match (x):
    case _: pass
match [x]:
    case _: pass
match {x: y}:
    case _: pass
match -x:
    case _: pass
match not x:
    case _: pass
match f(x):
    case A():
        match y:
            case 1: pass
match x:
    # comment
    case 1:
        pass  # comment

    case 2: pass
match (a, b):
    case (1, 2) | (3, 4): pass
match lambda: x:
    case _: pass
match await_:
    case f.x: pass
match x if y else z:
    case _: pass
