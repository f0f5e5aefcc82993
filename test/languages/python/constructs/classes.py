class A: pass
class A(): pass
class A(B, C): pass
class A(B, metaclass=M, x=1, **kw): pass
class A(*bases, y=2): pass
class A(B[C]): x = 1; y: int; z: int = 2
@a
@b()
class A(B):
    """Docstring."""

    x: int = 1
    y: "str"
    z = w = 3

    def __init__(self, a): self.a = a; self.b: int = 1

    @property
    def p(self): return self._p

    @p.setter
    def p(self, value): self._p = value

    @staticmethod
    def s(): pass

    @classmethod
    async def c(cls): pass

    if x:
        def conditional(self): pass

    class Meta:
        ordering = ["a"]
x: int
(x): int = 1
x.y: int
x[0]: int = 2
x: tuple[int, ...] = 1, 2
x: int = yield_
