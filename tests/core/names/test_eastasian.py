import pytest

from tests.core.names.forms import bag, person

CASES = [
    ("王小明", "王 小明"),
    ("王明", "王 明"),
    ("歐陽小明", "欧阳 小明"),
    ("司马明", "司马 明"),
    ("陳方小生", "陈 方 小生"),
    ("王 小明", "王 小明"),
    ("小明·王", "小明 王"),
    ("田中太郎", "田中 太郎"),
    ("長谷川愛", "长谷川 爱"),
    ("佐々木健", "佐々木 健"),
    ("田中", "田中"),
    ("金正勋", "金 正勋"),
    ("김민준", "김 민준"),
    ("김준", "김 준"),
    ("남궁민준", "남궁 민준"),
    ("김 민준", "김 민준"),
    ("마르티노", "마르티노"),
    ("王小明 (Wang Xiaoming)", "王 小明 wang xiaoming"),
    ("亚历山大·齐明", "亚历山大 齐明"),
    ("タナカ タロウ", "タナカ タロウ"),
    ("สมชาย ใจดี", "สมชาย ใจดี"),
    ("นายสมชาย", "t:mr สมชาย"),
    ("王小明先生", "王 小明 t:mr"),
    ("田中さん", "田中 t:mr"),
    ("김민준씨", "김 민준 t:mr"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_family_and_given_name_are_parted(text: str, expected: str) -> None:
    assert person(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("劉小龍", "刘小龙"), ("齋藤健", "斎藤健"), ("Wang Xiaoming", "WANG, Xiaoming")],
)
def test_writings_of_one_name_meet(one: str, other: str) -> None:
    assert bag(one) == bag(other)
