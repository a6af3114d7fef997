"""Layouts that are unusual and still YAML; each is edited at every place of it."""

from __future__ import annotations

LAYOUTS = {
    "multi": """%YAML 1.2
---
# top

a: some text
  that goes on
  # no comment inside
b: "quoted
  over lines"  # c
c: >
  folded
  text

  more
d: >+
  keep

e: |2-
    indented
f:   # head
  # inner
  value
g:
    # deep
    x: 1

    # mid
    y:
    - 1
    -
      - 2
      # in
      - 3
    -   z: 4
        w: 5
    # end of y
h: [
  a, # first
  b,
  {c: d,
   e: f},
]
i: {
  a: 1,   # one
  b: [1,
      2]
}
j: []   # empty
k: {}
l:
- - a
  - b
- - c
-
- ~
- k: |
    lit
  m:
- last
...
""",
    "explicit": "? a\n: 1\n? b\n:\n  - x\n  - y\nc: 3\n",
    "noeol": "a:\n  - x: 1\n    y: |\n      abc",
    "dashes": "a:\n-   x: 1\n    y: 2\n-   x: 3\nb:\n-\n  x: 1\n-\n  - 2\n",
    "plus": "a: |+\n  x\n\n\nb: 1\nc:\n  - |+\n    y\n\n  - z\n",
    "comments": "# a\n\n# b\na: # c\n  # d\n  - x # e\n  # f\n\n  # g\n  - y # h\n  # i\n# j\nb: {} # k\n# l\n",
    "quotedkeys": "'a': 1\n\"b\" : 2\n'it''s':\n  - x\n\"q: r\": {x: 1}\n",
    "flowroot": "{a: 1, b: [x, y], c: {d: 1}}\n",
    "flowroot2": "{\n  a: 1,\n  b: [x, y], # c\n  c: {d: 1}\n}\n",
    "emptyroot": "# only\n{}\n",
    "crlf": "a: 1\r\nb:\r\n  - x\r\n  - y: |\r\n      lit\r\n      two\r\n  # c\r\nc: 'x'\r\n",
    "spaces": "a:   1   \nb:  \n  - x  \n  -   y\nc:\t1\n",
}
