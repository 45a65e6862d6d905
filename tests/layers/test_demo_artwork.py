"""The pictures of the demonstration are drawn, and the same every time."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from layers.demo.artwork import SIZE, Subject, picture, report
from layers.demo.chance import Chance


@pytest.mark.parametrize("subject", Subject)
def test_a_picture_is_small_and_drawn_from_its_luck(subject):
    first, again = (picture(subject, Chance("a picture")) for _ in range(2))

    assert first == again
    assert Image.open(BytesIO(first)).size == SIZE
    assert len(first) < 200_000
    assert first != picture(subject, Chance("another"))


def test_a_report_is_one_page():
    made = PdfReader(BytesIO(report("Compte rendu", ["Présents : les services et l’association."])))

    assert len(made.pages) == 1
