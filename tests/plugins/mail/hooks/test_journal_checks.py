"""What ``check`` finds in the journal."""

from __future__ import annotations

YEAR = """\
year: '2008'
last: 4
allotments:
  - first: 1
    date: 2008-06-10
    documents:
      - applications/P3/0301 = 08/2-1
      - outbox/call/3 = 08/2-2
"""


def codes(office):
    found = office.run("check", "--format", "json", code=0 if office.fine else 3).json["findings"]
    return {(each["code"], each["path"]) for each in found if "journal" in each["code"] or "document" in each["code"]}


def test_a_sound_journal_gives_nothing(office):
    office.fine = True
    office.run("journal", "export")
    assert codes(office) == set()


def test_a_number_whose_letter_is_gone(office):
    office.fine = False
    office.write("journal/2008.yaml", YEAR)
    assert codes(office) == {("journal-gone", "journal/2008.yaml")}
    rows = office.json("journal", "export", "--dry-run")["documents"]
    gone = [row for row in rows if row["status"] == "gone"]
    assert [(row["reference"], row["sequence"], row["remark"]) for row in gone] == [
        ("08/2-2", 2, "brevet finnes ikke lenger")
    ]


def test_double_numbers_and_double_documents(office):
    office.fine = False
    more = YEAR.replace("outbox/call/3 = 08/2-2", "applications/P3/0821 = 08/2-2")
    office.write(
        "journal/2008.yaml",
        f"{more}  - first: 2\n    date: 2008-06-11\n    documents:\n      - applications/P3/0301 = 08/2-1\n",
    )
    assert codes(office) == {
        ("journal-number-twice", "journal/2008.yaml"),
        ("journal-document-twice", "journal/2008.yaml"),
    }


def test_two_applications_with_one_number_and_one_that_cannot_be_read(office):
    office.fine = True
    office.run("application", "set", "P3", "0301", "document_number", "08/2-3")
    office.run("application", "set", "P3", "0821", "document_number", "dok 3")
    office.run("application", "set", "P3", "1504", "document_number", "se brev")
    office.run("application", "set", "P3", "1867", "document_number", "08/55")
    assert codes(office) == {
        ("document-number-twice", "applications/P3/0821.yaml"),
        ("document-number", "applications/P3/1504.yaml"),
    }
