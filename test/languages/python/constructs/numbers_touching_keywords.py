x = 1if 1else 2
y = [1for x in y]
z = 1or 2
z = 1and 2
