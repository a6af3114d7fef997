import io

import pypdf
import pytest
from documents.samples import SVG

from kvadmin.documents.pdf.compiling import compile_typst, svg_to_png
from kvadmin.errors import KvadminError

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.name)
#set text(font: "Source Sans 3", lang: "nb")
#title(data.name)
#image("qr.svg", alt: "kode")
"""


def test_a_template_of_a_plugin() -> None:
    made = compile_typst(TEMPLATE, {"name": "#panic() Šoŋgo"}, files={"qr.svg": SVG})
    assert made == compile_typst(TEMPLATE, {"name": "#panic() Šoŋgo"}, files={"qr.svg": SVG})
    assert "#panic() Šoŋgo" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("#panic(1)", "typst"),
        ('#import "@preview/cetz:0.3.0"', "package"),
        ("no title", "typst"),
        ('#set document(title: "T")\n#set text(font: "Arial")\nx', "typst"),
        ('#set document(title: "T")\n#read("../../etc/passwd")', "typst"),
        ('#set document(title: "T")\n#image("none.svg", alt: "x")', "typst"),
    ],
)
def test_a_wrong_template_is_an_error(template: str, said: str) -> None:
    with pytest.raises(KvadminError, match=said):
        compile_typst(template, {})


@pytest.mark.parametrize("name", ["../x.svg", "a/b.svg", "a\\b.svg", "/etc/x"])
def test_files_are_plain_names(name: str) -> None:
    with pytest.raises(KvadminError, match="plain file name"):
        compile_typst(TEMPLATE, {"name": "x"}, files={name: SVG})


def test_svg_as_pixels() -> None:
    png = svg_to_png(SVG, 50)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == pytest.approx(50 / 25.4 * 200, abs=1)
