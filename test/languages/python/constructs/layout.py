if a:
	if b:
		pass
	else:
	    pass

def f():
	pass

class A:
  x = 1
  
  y = 2
x = [
1,
  2,
	3
]


   # indented comment
if x:
# dedented comment
    y
    # c
  # d
z
x = \
  1
if a and \
   b:
    pass
assert x, \
  "y"
for x in y: pass ; z = 1
# last