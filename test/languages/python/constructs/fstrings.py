f"" f'' f"a" f"{a}" f"{a}{b}" f"x{a}y{b}z"
f"{a!r}" f"{a!s:>10}" f"{a:{w}.{p}}" f"{a=}" f"{a = }" f"{a=!r}" f"{a=:>5}" f"{a:=^10}"
f"{{literal}} {a} }}{{"
f"{a['b']} {a["b"]}" f'{a["x"]}'
f"{'}'}" f"{"}"}" f"{'{'}" f"{f"{f"{1}"}"}"
f"{a
}"
f"{
    a  # comment in a field: }"
    + b
}"
f"""{
    a
}
text # not a comment
{b}"""
rf"\d{a}\{b}" fr'{a}\n' Rf"{a}" F"{a}" fR"{a}{"}"}"
f"{a:%Y-%m-%d %H:%M}" f"{a:{b:{c}}}" f"{x:,}" f"{x:0{n}d}"
f"{lambda_}" f"{(lambda x: x)}" f"{(y := 1)}" f"{a if b else c}" f"{a, b}" f"{*a, b}" f"{ {1: 2} }" f"{[x for x in y]}"
f"{a}\n{b}\t" f"\x41{a}" f"\{a}"
"plain" f"{a}" "plain" f"{b}" 'tail'
(f"{a}"
 "b"  # comment
 f"{c}")
f"é{a}ñ{b}😀{c}" "d"
f'{a}{"nested"}{f'{b}'}'
f"{a.b.c[0]('x', y=1)}"
f"{a!r:^{w}}"
f"{await_}" f"{not a}" f"{-a}" f"{a != b}" f"{a == b}" f"{a >= b}"
f"{a:\n}" f"{a:{'>'}10}"
f'''{a:
}'''
f"{'a' 'b'}" f"{'''x'''}"
f"a\
b{c}\
d"
f'''{
a['''b''']
}'''
f"{x:{'{'}>10}" f"{x:{y!r}}" f"{x!r:{y}}" f"{x:{y}{z}}"
f"{x = !s}" f"{ x = :>5}" f"{x  =  }"
f"{{}}" f"{{{x}}}" f"{{{{" f"}}}}{x}"
f"{x[1:2]}" f"{x[a:b]:>3}" f"{ {'a': 1}['a'] }" f"{x if y else z:>3}"
f"{x, }" f"{(x,)}" f"{x or y!s}" f"{x!=y}" f"{x<y:>3}"
f"{lambda_:x}" f"{(lambda: x):y}"
f"{'é'}ñ{x}" f"{x}é" "é" f"é{y}"
