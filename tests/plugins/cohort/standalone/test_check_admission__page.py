"""The page that checks a protocol: alone, in three languages, and what a municipality sees of its decision."""

from __future__ import annotations

import html
import json
import re

import pytest
from admission_proofs.page_runs import CHROMIUM, dumped
from admission_proofs.programmes import many_quotas, programme

from kvadmin.plugins.cohort.standalone.hand_out import page_text

PAGE = page_text()
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="needs chromium, as .ci/debian-packages has it")


def told():
    """A protocol of a public draw in which a quota shut somebody out, and that one's number."""
    for seed in range(300):
        each = next(programme(seed))
        number = next(
            (d["municipality"] for d in each.document["decisions"] if d["reason"] == "waitlisted-quota"), None
        )
        if number and each.document["draw"] and each.document["draw"]["source"] == "public":
            return each, number
    raise AssertionError


def seen(page, folder, script, language="nb"):
    """The text of the page after a script has used it as a person does."""
    use = f"<script>speak({json.dumps(language)}); {script}</script></body>"
    file = folder / "page.html"
    file.write_text(page.replace("</body>", use), encoding="utf-8")
    dom = dumped(file, folder)
    body = re.sub(r"<(script|style)\b.*?</\1>", "", dom[dom.index("<body") :], flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def filled(brought, number=""):
    fields = {"number": number, **brought}
    typed = " ".join(f"at({json.dumps(key)}).value = {json.dumps(text)};" for key, text in fields.items())
    return f'{typed} document.querySelector("button[type=submit]").click();'


def test_it_fetches_nothing():
    assert "default-src 'none'" in PAGE
    for word in (
        "http:",
        "https:",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "import(",
        " src=",
        "<link",
        "url(",
    ):
        assert word not in PAGE, word


def test_whatever_a_name_is_it_stays_data():
    each, _ = told()
    document = {
        **each.document,
        "decisions": [{**each.document["decisions"][0], "name": "</script><script>alert(1)<!--"}],
    }
    page = page_text(document)
    assert page.count("</script>") == PAGE.count("</script>")
    data = re.search(r'id="embedded">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(data)["protocol"] == document


def test_every_word_is_there_in_three_languages():
    entries = re.findall(r'^  (?:"[^"]+"|[\w]+): \[(.*?)\],$', PAGE, re.MULTILINE | re.DOTALL)
    assert len(entries) > 100
    for entry in entries:
        texts = json.loads(f"[{entry.strip().rstrip(',')}]")
        assert len(texts) == 3, entry
        assert all(texts), entry
        assert len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in texts}) == 1, entry


def test_every_field_has_a_label_and_the_result_is_announced():
    fields = re.findall(r'<input type="[a-z]+" id="([a-z]+)"', PAGE)
    assert set(fields) == {"file", "number", "draw", "secret", "fingerprint"}
    assert all(f'<label for="{field}"' in PAGE for field in fields)
    assert '<div id="result" role="status" aria-live="polite">' in PAGE
    assert '<html lang="nb">' in PAGE


@needs_chromium
@pytest.mark.parametrize(
    ("language", "title", "same", "own", "by_quota", "unproved"),
    [
        (
            "nb",
            "Kontroller opptaket",
            "Ingen forskjell: alle",
            "Deres kommune",
            "kvote stengte: ",
            "Dette er ikke bevist",
        ),
        (
            "nn",
            "Kontroller opptaket",
            "Ingen skilnad: alle",
            "Kommunen dykkar",
            "kvote stengde: ",
            "Dette er ikkje bevist",
        ),
        (
            "en",
            "Check the admission",
            "No difference: all",
            "Your municipality",
            "shut out by quota: ",
            "This is not proved",
        ),
    ],
)
def test_a_municipality_reads_its_decision(language, title, same, own, by_quota, unproved, tmp_path):
    each, number = told()
    text = seen(page_text(each.document), tmp_path, filled(each.brought, number), language)
    for words in (title, same, own, by_quota, unproved):
        assert words in text
    assert f"{number} Kommune {int(number)} æøå" in text
    assert "✗" not in text


@needs_chromium
def test_a_difference_is_named_and_what_comes_after_is_not_called_checked(tmp_path):
    each, _ = told()
    text = seen(page_text(each.document), tmp_path, filled({**each.brought, "draw": "1 2 3 4 5 6 7"}))
    assert "Forskjell: noe i protokollen stemmer ikke." in text
    assert "Trekningen dere skrev inn: Protokollen sier" in text
    assert "✗ stemmer ikke" in text
    assert "ikke kontrollert, fordi noe før ikke stemte" in text


@needs_chromium
def test_without_draw_and_letter_it_says_that_they_are_not_proved(tmp_path):
    each, _ = told()
    text = seen(page_text(each.document), tmp_path, filled({}))
    assert "henger sammen i protokollen, men er ikke bevist" in text
    assert "dere har ikke skrevet inn trekningen" in text
    assert "dere har ikke skrevet inn fingeravtrykket" in text


@needs_chromium
@pytest.mark.parametrize("content", ["protocol", "nonsense"])
def test_another_protocol_is_loaded(content, tmp_path):
    each, _ = told()
    text = json.dumps(each.document) if content == "protocol" else "no protocol"
    load = (
        f"const files = new DataTransfer(); files.items.add(new File([{json.dumps(text)}], 'protocol.json'));"
        "at('file').files = files.files; at('file').dispatchEvent(new Event('change'));"
        f"setTimeout(() => {{ if (page.protocol) {{ {filled(each.brought)} }} }}, 200);"
    )
    shown = seen(PAGE, tmp_path, load.replace("</", "<\\/"))
    assert ("Ingen forskjell" in shown) is (content == "protocol")
    assert ("Filen er ikke en protokoll i JSON." in shown) is (content == "nonsense")


@needs_chromium
@pytest.mark.parametrize("enough", [True, False])
def test_eight_quotas_that_shut_out_together_are_proved_or_said_to_be_too_much(enough, tmp_path):
    document = many_quotas()
    page = page_text(document) if enough else page_text(document).replace("Math.floor(8000", "Math.floor(0")
    text = seen(page, tmp_path, filled({}))
    refused = [row["municipality"] for row in document["decisions"] if len(row["quotas"]) == 8]
    assert "Ingen forskjell" in text
    for number in refused:
        assert (f"at kvotene som er oppgitt for {number}, stenger: det er for mye å prøve ut" in text) is not enough
    assert ("Plasser og kvoter ✓ stemmer" in text) is enough


@needs_chromium
def test_what_a_person_types_is_read_as_it_is_meant(tmp_path):
    """A number without its nought, a fingerprint in capitals and in pieces, a draw with other signs between."""
    each, number = told()
    brought = {
        "draw": "  " + each.brought["draw"].replace("-", " , ") + " ",
        "fingerprint": " ".join(re.findall(".{1,8}", each.brought["fingerprint"].upper())),
    }
    if "secret" in each.brought:
        brought["secret"] = each.brought["secret"]
    assert "Ingen forskjell" in seen(page_text(each.document), tmp_path, filled(brought, f" {number} "))
    document = {**each.document, "decisions": [{**row} for row in each.document["decisions"]]}
    document["decisions"][0]["municipality"] = "0301"
    assert "Deres kommune Kommune 0301 " in seen(page_text(document), tmp_path, filled(brought, " 301 "))
