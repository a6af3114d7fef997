from __future__ import annotations

from kvadmin.reading.mojibake import undamaged


def test_what_is_right_stays():
    text = "Kåre;Bodø;“sitat”;5 µg\n"
    assert undamaged(text) == (text, "", (), ())


def test_the_words_and_the_way_are_named():
    found = undamaged("KÃ¥re;BodÃ¸\n")
    assert (found.text, found.path, found.words) == ("Kåre;Bodø\n", "utf-8 -> cp1252", ("Bodø", "Kåre"))


def test_right_words_beside_damaged_ones_are_two_files_in_one():
    assert undamaged("Åse\nKÃ¥re\n").damaged_lines == ((2, "KÃ¥re"),)


def test_one_word_is_not_enough_for_two_encodings_of_eight_bits():
    assert undamaged("x\nPlan›Tiltak\n").damaged_lines == ((2, "Plan›Tiltak"),)
