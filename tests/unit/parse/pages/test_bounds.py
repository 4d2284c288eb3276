"""Pages with more attributes than any article has are refused before they are parsed."""

import pytest

from worker.errors import RejectedError
from worker.parse.pages.bounds import check_page


def tag(attributes: int, form: bytes = b"a%d ") -> bytes:
    """A tag with as many attributes."""
    return b"<p " + b"".join(form % number for number in range(attributes)) + b">"


@pytest.mark.parametrize("form", [b"a%d ", b"a%d=1 ", b"a%d='>' ", b"a%d/", b'a%d="<" '])
def test_too_many_attributes_of_one_tag(form: bytes) -> None:
    check_page(b"<html>" + tag(900, form) + b"word " * 9_000)
    with pytest.raises(RejectedError, match="a tag has more than 1,000 attributes"):
        check_page(b"<html>" + tag(1_100, form))


@pytest.mark.parametrize("each", [20, 900])
def test_too_many_attributes_of_all_tags(each: int) -> None:
    check_page(b"<html>" + tag(each) * (50_000 // each))
    with pytest.raises(RejectedError, match="it has more than 60,000 attributes"):
        check_page(b"<html>" + tag(each) * (190_000 // each))


def test_scripts_and_long_values_are_no_attributes() -> None:
    check_page(b"<html><script>for(i=0;i<n;i++){x = a < b;}" + b"f(1, 2); " * 9_000 + b"</script>")
    check_page(b"<html><p style='" + b"a: b; " * 9_000 + b"'>")
