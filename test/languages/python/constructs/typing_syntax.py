type X = int
type X[T] = list[T]
type X[T: int, *Ts, **P] = Callable[P, tuple[T, *Ts]]
type X[T = int, *Ts = *tuple[int], **P = [int]] = T
def f[T](a: T) -> T: return a
def f[T: (int, str), *Ts, **P](a: T, *args: *Ts) -> T: pass
async def f[T: int = bool](a: T): pass
def f[
    T,
    U,
](a): pass
class A[T]: pass
class A[T, U: str](Base[T], metaclass=M): pass
class A[T,]: pass
type = 1
type(x)
type.x = 2
type[0] = 3
print(type)
match = 1
case = 2
match.x
match(x)
match[x] = 3
match, case = 1, 2
_ = 3
soft = match + case
