"""CPython's own tree of a text as JSON, every place as UTF-16 offsets. Runs in pyodide; see cpython.ts."""

import ast
import json
import re
import warnings

warnings.simplefilter("ignore")

LINE_END = re.compile(r"\r\n|\r|\n")
SKIPPED = {"type_comment", "type_ignores", "kind"}


def utf16_length(text):
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Places:
    def __init__(self, text):
        self.lines = []
        self.starts = []
        at = 0
        offset = 0
        for end in LINE_END.finditer(text):
            self.add(text[at : end.start()], offset)
            offset += utf16_length(text[at : end.end()])
            at = end.end()
        self.add(text[at:], offset)

    def add(self, line, offset):
        self.lines.append(None if line.isascii() else line.encode("utf-8", "surrogatepass"))
        self.starts.append(offset)

    def offset(self, line, column):
        encoded = self.lines[line - 1]
        if encoded is not None:
            column = utf16_length(encoded[:column].decode("utf-8", "surrogatepass"))
        return self.starts[line - 1] + column


def constant(value):
    name = type(value).__name__
    if isinstance(value, bytes):
        return [name, value.decode("latin-1")]
    if isinstance(value, str):
        return [name, value]
    return [name, hex(value) if name == "int" else repr(value)]


def dump(node, places):
    if isinstance(node, ast.AST):
        fields = {}
        for name in node._fields:
            if name in SKIPPED:
                continue
            value = getattr(node, name, None)
            is_constant = name == "value" and isinstance(node, (ast.Constant, ast.MatchSingleton))
            fields[name] = constant(value) if is_constant else dump(value, places)
        dumped = {"type": type(node).__name__, "fields": fields}
        if hasattr(node, "lineno"):
            dumped["start"] = places.offset(node.lineno, node.col_offset)
            dumped["end"] = places.offset(node.end_lineno, node.end_col_offset)
        return dumped
    if isinstance(node, list):
        return [dump(item, places) for item in node]
    return node


def tree(text):
    """The JSON, or a string that starts with `!` and says why there is none."""
    try:
        return json.dumps(dump(ast.parse(text), Places(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return f"!{type(error).__name__}: {error}"


def parse_all(texts):
    for text in texts:
        try:
            ast.parse(text)
        except (SyntaxError, ValueError, RecursionError):
            pass
