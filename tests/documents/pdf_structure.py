"""A strict reading of a PDF's structure by pypdf: what can be checked by machine of PDF/UA-1 (ISO 14289-1).

The numbers are those of the failure conditions of the Matterhorn Protocol 1.1 (PDF Association); left out are those
about things that kvadmin's documents never have (forms, media, sound, optional content, notes, formulas): that they have
none of them is checked instead.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.generic import BooleanObject, ContentStream

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form".split()
)
#: What may stand in what: ISO 32000-1, tables 336 and 337.
CHILDREN = {
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
}
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
PAINTS = {
    b"Tj",
    b"TJ",
    b"'",
    b'"',
    b"f",
    b"F",
    b"f*",
    b"S",
    b"s",
    b"B",
    b"B*",
    b"b",
    b"b*",
    b"sh",
    b"Do",
    b"INLINE IMAGE",
}


def faults(content: bytes) -> list[str]:
    """What a strict reader finds wrong, each with its place; an empty list is a document without a finding."""
    return list(_Reading(content).faults())


class _Reading:
    def __init__(self, content: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
        self.root: Any = self.reader.trailer["/Root"]
        self.roles = {str(k): str(v) for k, v in self.root.get("/StructTreeRoot", {}).get("/RoleMap", {}).items()}
        #: (page, MCID) of the content that an element has, as often as it is had.
        self.owned: list[tuple[int, int]] = []
        self.annotations: set[int] = set()
        self.page_ids = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]

    def faults(self) -> Iterator[str]:
        yield from self._catalogue()
        if "/StructTreeRoot" in self.root:
            yield from self._structure()
            yield from self._pages()
        yield from self._fonts()

    def _catalogue(self) -> Iterator[str]:
        metadata = self.root["/Metadata"].get_object().get_data().decode() if "/Metadata" in self.root else ""
        info = self.reader.metadata
        checks = {
            "01: not marked as tagged": self.root.get("/MarkInfo", {}).get("/Marked") == BooleanObject(True),
            "01: no structure": "/StructTreeRoot" in self.root,
            "06-001: no XMP metadata": metadata,
            "06-002: not said to be PDF/UA-1": re.search(r"pdfuaid:part(>|=\")1", metadata),
            "06-003: no dc:title": re.search(r"<dc:title>.*\S.*</dc:title>", metadata, re.DOTALL),
            "06-004: no title": info and info.title and info.title.strip(),
            "07-001: the window shows the file's name": self.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
            == BooleanObject(True),
            "11-006: no language": LANGUAGE.fullmatch(str(self.root.get("/Lang", ""))),
            "20: optional content": "/OCProperties" not in self.root,
            "21, 23, 25: files, forms": "/AcroForm" not in self.root
            and "/EmbeddedFiles" not in self.root.get("/Names", {}),
            "26: encrypted": not self.reader.is_encrypted,
            "29: actions": "/OpenAction" not in self.root and "/AA" not in self.root,
        }
        yield from (name for name, held in checks.items() if not held)

    # the tree

    def _structure(self) -> Iterator[str]:
        tree: Any = self.root["/StructTreeRoot"]
        if "/ParentTree" not in tree:
            yield "01: no parent tree"
        for name, role in self.roles.items():
            if name.lstrip("/") in STANDARD:
                yield f"02-004: a standard role {name} is mapped"
            if role.lstrip("/") not in STANDARD:
                yield f"02-001: {name} is mapped to {role}"
        self.levels: list[int] = []
        self.ids: dict[bytes | str, str] = {}
        self.headers: list[tuple[str, Any]] = []
        tops = self._kids(tree)
        if [self._role(top) for top in tops if isinstance(top, dict)] != ["Document"]:
            yield "the root is no single Document"
        for top in tops:
            yield from self._element(top, "", None)
        if self.levels and self.levels[0] != 1:
            yield f"14-002: the first heading is H{self.levels[0]}"
        for before, after in zip(self.levels, self.levels[1:], strict=False):
            if after > before + 1:
                yield f"14-003: H{before} is followed by H{after}"
        for where, header in self.headers:
            if header not in self.ids:
                yield f"15-003: {where} names a header that is not there: {header}"

    def _kids(self, node: Any) -> list[Any]:
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        return [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]

    def _role(self, node: Any) -> str:
        name = str(node.get("/S", ""))
        return self.roles.get(name, name).lstrip("/")

    def _element(self, node: Any, parent: str, page: int | None) -> Iterator[str]:
        if not isinstance(node, dict):  # content of the parent's page
            if page is None:
                yield f"{parent}: content of no page"
            else:
                self.owned.append((page, int(node)))
            return
        if "/Pg" in node:
            page = self.page_ids.get(node.raw_get("/Pg").idnum)
        if node.get("/Type") == "/MCR":
            yield from self._element(node["/MCID"], parent, page)
            return
        if node.get("/Type") == "/OBJR":
            self.annotations.add(node.raw_get("/Obj").idnum)
            if parent not in ("Link", "Annot", "Form"):
                yield f"28-011: an annotation in {parent}"
            return
        role = self._role(node)
        yield from self._rules(node, role, parent)
        for kid in self._kids(node):
            yield from self._element(kid, role, page)

    def _rules(self, node: Any, role: str, parent: str) -> Iterator[str]:
        kids = [self._role(kid) for kid in self._kids(node) if isinstance(kid, dict) and "/S" in kid]
        if role not in STANDARD:
            yield f"02-001: no standard role: {role}"
        if role in CHILDREN and not set(kids) <= CHILDREN[role]:
            yield f"09-004: {role} holds {set(kids) - CHILDREN[role]}"
        if role in CHILDREN and not kids:
            yield f"09-004: an empty {role}"
        if role in PARENTS and parent not in PARENTS[role]:
            yield f"09-004: {role} in {parent}"
        if role == "Figure" and not (str(node.get("/Alt", "")).strip() or str(node.get("/ActualText", "")).strip()):
            yield "13-004: a figure without an alternative"
        if "/Lang" in node and not LANGUAGE.fullmatch(str(node["/Lang"])):
            yield f"11-001: language {node['/Lang']}"
        if re.fullmatch(r"H\d", role):
            self.levels.append(int(role[1]))
            if not self._kids(node):
                yield f"14: an empty {role}"
        if role == "H":
            yield "14-007: H beside numbered headings"
        if role == "Table":
            yield from self._table(node)
        if role == "TH":
            self.ids[node.get("/ID", "")] = role
            if self._attribute(node, "/Scope") not in ("/Column", "/Row", "/Both"):
                yield "15-003: a header cell without scope"
        if role == "TD":
            self.headers += [("TD", each) for each in self._attribute(node, "/Headers") or ()]
        if role in ("Note", "Formula", "Form"):
            yield f"{role}: of no document of ours"

    def _table(self, node: Any) -> Iterator[str]:
        rows = [row for part in self._kids(node) for row in ([part] if self._role(part) == "TR" else self._kids(part))]
        widths = {sum(self._attribute(cell, "/ColSpan") or 1 for cell in self._kids(row)) for row in rows}
        if len(widths) != 1:
            yield f"15-001: rows of {sorted(widths)} cells"
        if not rows or {self._role(cell) for cell in self._kids(rows[0])} != {"TH"}:
            yield "15-002: the first row is no header"

    def _attribute(self, node: Any, name: str) -> Any:
        given = node.get("/A", [])
        given = given.get_object() if hasattr(given, "get_object") else given
        for each in given if isinstance(given, list) else [given]:
            if name in each.get_object():
                return each.get_object()[name]
        return None

    # the pages

    def _pages(self) -> Iterator[str]:
        painted: list[tuple[int, int]] = []
        for number, page in enumerate(self.reader.pages):
            if "/StructParents" not in page:
                yield f"01: page {number + 1} is not in the parent tree"
            annotations: Any = page.get("/Annots", [])
            if annotations and page.get("/Tabs") != "/S":
                yield f"28-009: page {number + 1} is not walked in the order of its structure"
            for reference in annotations:
                yield from self._annotation(reference, number + 1)
            found = yield from self._content(page, number + 1)
            painted += [(number, mcid) for mcid in found]
        if twice := {each for each, times in Counter(self.owned).items() if times > 1}:
            yield f"01: content with two owners: {sorted(twice)[:5]}"
        if lost := set(painted) - set(self.owned):
            yield f"01-005: content of no element: {sorted(lost)[:5]}"
        if absent := set(self.owned) - set(painted):
            yield f"01: elements with content that is not there: {sorted(absent)[:5]}"

    def _annotation(self, reference: Any, page: int) -> Iterator[str]:
        one = reference.get_object()
        if one.get("/Subtype") != "/Link":
            yield f"28: page {page}: {one.get('/Subtype')}"
        if not str(one.get("/Contents", "")).strip():
            yield f"28-012: page {page}: a link that does not say where it leads"
        if reference.idnum not in self.annotations:
            yield f"28-002: page {page}: a link of no element"

    def _content(self, page: Any, number: int) -> Any:
        """Yield what is wrong on the page; return the MCIDs in it."""
        open_marks: list[tuple[str, int | None]] = []
        mcids: list[int] = []
        content = page.get_contents()
        if content is None:
            return mcids
        for operands, operator in ContentStream(content, self.reader).operations:
            if operator in (b"BDC", b"BMC"):
                values: Any = operands[1] if len(operands) > 1 else {}
                if isinstance(values, str):
                    values = page["/Resources"]["/Properties"][values].get_object()
                mcid = values.get("/MCID")
                kinds = [kind for kind, _ in open_marks]
                if operands[0] == "/Artifact" and any(each is not None for _, each in open_marks):
                    yield f"01-003: page {number}: an artifact inside content"
                if mcid is not None and "/Artifact" in kinds:
                    yield f"01-004: page {number}: content inside an artifact"
                open_marks.append((str(operands[0]), mcid))
                mcids += [] if mcid is None else [int(mcid)]
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in PAINTS and not any(kind == "/Artifact" or mcid is not None for kind, mcid in open_marks):
                yield f"01-005: page {number}: {operator.decode()} neither content nor artifact"
        return mcids

    def _fonts(self) -> Iterator[str]:
        seen: set[int] = set()
        queue: list[Any] = [page.get("/Resources") for page in self.reader.pages]
        while queue:
            resources = queue.pop()
            resources = resources.get_object() if resources is not None else {}
            for form in resources.get("/XObject", {}).values():
                if id(form.get_object()) not in seen:
                    seen.add(id(form.get_object()))
                    queue.append(form.get_object().get("/Resources"))
            for font in resources.get("/Font", {}).values():
                if id(font.get_object()) not in seen:
                    seen.add(id(font.get_object()))
                    yield from self._font(font.get_object())

    def _font(self, font: Any) -> Iterator[str]:
        name = font.get("/BaseFont", font.get("/Subtype"))
        if "/ToUnicode" not in font:
            yield f"31-027: {name}: letters that no reader knows"
        else:
            letters = font["/ToUnicode"].get_object().get_data()
            if re.search(rb"<(0000|FEFF|FFFE|FFFD)>\s*$", letters, re.MULTILINE | re.IGNORECASE):
                yield f"31-028: {name}: a letter is mapped to none"
        if font.get("/Subtype") == "/Type3":
            return
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {})):
            yield f"31-009: {name} is not in the file"
        if inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
            yield f"31-005: {name} has no map of its glyphs"
