"""Docstring."""
'a'; "b"; '''c'''; """d"""
'it\'s' "say \"hi\"" 'tab\t nul\0 hex\x41 octal\101 u\u00e9 U\U0001f600 back\\slash'
'line \
continued'
r'raw\n'; R"raw\d"; u"uni"; U'UNI'; b'bytes\xff'; B"\x00"; br'raw\bytes'; rb"x\y"; Rb'z'; BR"w"
'''multi
line # not a comment
"quotes" 'quotes'
'''
"""ends with quote\""""
("implicit"
 "concatenation"  # comment
 'over lines')
b'a' b"b" br'\c'
"\a\b\f\v\r\n\
"
r"\
"
"😀 é ñ" "日本"
x = "é", "after"
"a" 'b' """c
d""" 'e'
u'a' 'b'
"# no comment" # a comment
'#' "#" '''#''' """
# no comment
""" # comment
"\8"
""
''
""""""
''''''
