from settings.env import ROOT, VARIABLES
from settings.table import PAGE, page


def test_the_page_of_settings_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_variable_has_a_row_and_no_path_of_this_machine():
    text = page()
    for variable in VARIABLES:
        assert f"| `{variable.name}` |" in text
    assert str(ROOT) not in text
