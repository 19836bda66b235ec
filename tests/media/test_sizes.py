import pytest

from cms.media.sizes import PUBLIC_FILTER_SPECS, standard_filter_specs


@pytest.mark.parametrize(
    ("width", "sizes"),
    [(1, 1), (320, 1), (321, 2), (900, 3), (961, 4), (1280, 4), (1281, 5), (1600, 5), (9000, 5)],
)
def test_reaches_the_width_of_the_image_and_never_beyond_the_next_size(width: int, sizes: int) -> None:
    specs = standard_filter_specs(width, "jpeg")

    assert len(specs) == 2 * sizes
    assert set(specs) <= PUBLIC_FILTER_SPECS


def test_gives_each_size_in_both_formats() -> None:
    assert standard_filter_specs(500, "png") == [
        "width-320|format-png",
        "width-320|format-webp",
        "width-640|format-png",
        "width-640|format-webp",
    ]


def test_gives_a_webp_once() -> None:
    assert standard_filter_specs(320, "webp") == ["width-320|format-webp"]
