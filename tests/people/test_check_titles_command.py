"""`check_titles`: a list on stdout and nothing else, without a database."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.people.title_texts import FOLDER, read

REGISTER, EXAMPLES = FOLDER / "register.json", FOLDER / "examples.json"


@pytest.fixture
def run(capsys):
    def run(texts, *registers):
        chosen = [f"--register={each}" for each in registers or [REGISTER]]
        call_command("check_titles", *chosen, f"--input={texts}", "--json")
        shown = capsys.readouterr()
        assert shown.err == ""
        return json.loads(shown.out)

    return run


def write(path, data):
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_answers_in_the_order_of_the_input(run):
    answers = run(EXAMPLES)
    assert [each["id"] for each in answers] == [each["id"] for each in read("examples.json")]
    for answer, example in zip(answers, read("examples.json"), strict=True):
        codes = [(each["code"], each["severity"]) for each in answer["findings"]]
        want = [(each["code"], each["severity"]) for each in example["expect"]]
        assert sorted(codes) == sorted(want)
        for each in answer["findings"]:
            text = example["blocks"][each["block"]]["text"]
            assert text[each["start"] : each["end"]] == each["surface"]
        assert answer["citations"] == example.get("citations", answer["citations"])


def test_messages_are_vietnamese(run):
    messages = [each["message_vi"] for answer in run(EXAMPLES) for each in answer["findings"]]
    assert "Chức danh này đã thôi giữ trước ngày diễn ra sự kiện." in messages


def test_later_registers_add_to_the_first(run, tmp_path):
    more = write(
        tmp_path / "more.json",
        {
            "house": {"territory": "Hạ Long", "abbreviations": []},
            "officials": [{"key": "Z", "name": "Đinh Thế Sơn", "gender": "m"}],
            "appointments": [
                {"official": "Z", "position": "mc-pct-ubnd", "from": "2018", "to": None}
            ],
        },
    )
    text = "Đồng chí Đinh Thế Sơn, Chủ tịch UBND TP Móng Cái, UBND tỉnh dự."
    blocks = [{"kind": "paragraph", "text": text}]
    text = write(tmp_path / "in.json", [{"id": 1, "event_date": "2018-08-07", "blocks": blocks}])
    (answer,) = run(text, REGISTER, more)
    assert [(each["code"], each["official"]) for each in answer["findings"]] == [("T01", "Z")]


@pytest.mark.parametrize(
    ("registers", "why"),
    [
        (["missing.json"], "missing.json"),
        (["broken.json"], "line 1|dòng 1"),
        ([REGISTER, REGISTER], "tw-bch"),
        (["unknown.json"], "colour"),
        (["dangling.json"], "nobody"),
    ],
)
def test_refuses_registers_it_cannot_read(tmp_path, monkeypatch, registers, why):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    write(tmp_path / "unknown.json", {"house": {"colour": "red"}})
    bad = {"official": "nobody", "position": "nothing", "from": None, "to": None}
    write(tmp_path / "dangling.json", {"appointments": [bad]})
    chosen = [f"--register={each}" for each in registers]
    with pytest.raises(CommandError, match=why) as refused:
        call_command("check_titles", *chosen, f"--input={EXAMPLES}", "--json")
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "data",
    [
        {},
        ["x"],
        [{"id": 1}],
        [{"id": 1, "blocks": [{"kind": "headline", "text": ""}]}],
        [{"id": 1, "blocks": [], "event_date": "7/8/2018"}],
        [{"id": 1, "blocks": [], "colour": "red"}],
        [{"id": 1, "blocks": [{"kind": "lead", "text": "", "colour": "red"}]}],
        [{"id": 1, "blocks": [{"kind": "lead", "text": None}]}],
    ],
)
def test_refuses_texts_it_cannot_read(tmp_path, data):
    texts = write(tmp_path / "in.json", data)
    with pytest.raises(CommandError) as refused:
        call_command("check_titles", f"--register={REGISTER}", f"--input={texts}", "--json")
    assert refused.value.returncode == 2
