t"" t"a" t"{a}" t"{a!r:>{w}}" t'{a = }' rt"\d{a}" tr'{b}' T"{a}{"}"}"
t"{a}" t"b"
t"""{
    a
}"""
