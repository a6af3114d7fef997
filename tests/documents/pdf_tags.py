"""The tags of a PDF, counted: what a screen reader is told of."""

from collections import Counter
from typing import Any

import pypdf


def tags(reader: pypdf.PdfReader) -> Counter[str]:
    found: Counter[str] = Counter()

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            found[str(node.get("/S", ""))] += 1
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found
