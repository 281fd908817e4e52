"""The kit's data packages that are no event: the same checks, the same list of faults."""

import json
import shutil

import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import available, datasets_folder, find, load
from infowar_kit.corpus.packages import PACKAGES, examine_package, load_package, techniques
from infowar_kit.errors import CorpusError, LookupFailed

SHIPPED = datasets_folder() / "techniques"


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "techniques"
    shutil.copytree(SHIPPED, copy)
    return copy


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder):
    with pytest.raises(CorpusError) as caught:
        load_package(folder)
    return [str(fault) for fault in caught.value.faults]


def test_techniques_by_slug():
    found = techniques()
    assert next(iter(found)) == "loaded-language"
    assert found["bandwagon"].devices_1937 == ("bandwagon",)
    assert load_package(SHIPPED).table("techniques") == tuple(found.values())


def test_a_package_is_no_corpus():
    assert not set(available()) & set(PACKAGES)
    assert find("techniques") == SHIPPED
    with pytest.raises(CorpusError, match="lacks the table 'sources'"):
        load("techniques")
    with pytest.raises(LookupFailed, match=r"The kit has no package 'kherson-lyman-2022'\. Its packages"):
        load_package(datasets_folder() / "kherson-lyman-2022")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",LL,", ",L,", "techniques.csv, line 2, column 'label': 'L' does not have the form that is needed."),
        (",highlight,", ",shout,", "column 'strength': 'shout' is not one of the values allowed."),
        ("\nbandwagon,", "\nloaded-language,", "'loaded-language' stands already in line 2."),
        (",false\n", ",perhaps\n", "'perhaps' is neither true nor false."),
        ("technique_id,name", "technique_id,names", "column 'name': is called 'names' here."),
        ('"Words chosen', '""Words chosen', "quotation mark"),
    ],
)
def test_faults_are_named(folder, old, new, fault):
    edit(folder, "techniques.csv", old, new)
    assert any(fault in one for one in faults(folder)), faults(folder)
    assert examine_package(folder)[0] is None


def test_every_fault_at_once(folder):
    edit(folder, "techniques.csv", ",LL,", ",L,")
    edit(folder, "techniques.csv", ",hint,", ",perhaps,")
    assert len(faults(folder)) == 2


def test_a_missing_file_and_an_unknown_table(folder):
    (folder / "techniques.csv").unlink()
    assert "techniques.csv: is missing." in faults(folder)[0]
    raw = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    raw["resources"][0]["name"] = "tricks"
    (folder / "datapackage.json").write_text(json.dumps(raw), encoding="utf-8")
    assert "describes a table 'tricks' that the kit does not know. Valid: techniques." in faults(folder)[0]


def test_unknown_table_is_refused_by_name():
    with pytest.raises(LookupFailed, match=r"There is no table 'x'\. The tables are: techniques\."):
        load_package(SHIPPED).table("x")


def test_on_the_command_line(folder, capsys):
    assert main(["corpus", "check", str(folder)]) == 0
    assert "techniques 1.0.0 is valid: 13 techniques." in capsys.readouterr().out
    (folder / "DICTIONARY.md").unlink()
    assert main(["corpus", "check", str(folder)]) == 0
    assert "DICTIONARY.md is out of date." in capsys.readouterr().out
    assert main(["corpus", "seal", str(folder)]) == 0
    assert (folder / "DICTIONARY.md").read_text(encoding="utf-8").startswith("# Data dictionary: Thirteen")
    edit(folder, "techniques.csv", ",LL,", ",L,")
    assert main(["corpus", "check", str(folder)]) == 1
    assert main(["corpus", "seal", str(folder)]) == 1


def test_shipped_dictionary_is_up_to_date():
    from infowar_kit.corpus.upkeep import made_files

    for name, text in made_files(SHIPPED).items():
        assert (SHIPPED / name).read_text(encoding="utf-8") == text, "run: infowar-kit corpus seal techniques"


@pytest.mark.parametrize("name", ["lens", "method", "techniques"])
def test_a_package_as_it_was_sealed_is_not_checked_again(name, tmp_path, monkeypatch):
    copy = shutil.copytree(SHIPPED.parent / name, tmp_path / name)

    def never(_):
        raise AssertionError("was checked")

    monkeypatch.setattr("infowar_kit.corpus.packages.examine_package", never)
    assert load_package(copy).names


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("techniques.csv", "loaded-language,", ",", "is empty but must be filled"),
        ("datapackage.json", '"minimumRows": 1', '"minimumRows": 100', "needed. The header alone"),
        ("datapackage.json", '"title": "', '"title": "\\u0007', "not shown as text"),
    ],
)
def test_what_was_changed_since_the_seal_is_checked_whole(folder, file, old, new, said):
    edit(folder, file, old, new)
    assert said in "\n".join(faults(folder))


@pytest.mark.parametrize(
    ("where", "old", "new", "said"),
    [
        ("lens/cues", ",thug*|", ",*|", "line 2, column 'pattern'"),
        ("lens/cues", "goon|goons", "goon||goons", "line 2, column 'pattern'"),
        ("lens/cues", "goon|goons", "goon|goons|goon", "a list in which 'goon' stands twice"),
        ("lens/measurements", ",0.350,0.333", ",0.350,0.353", "'low' (0.353) is not after 'value' (0.350)"),
        ("lens/measurements", ",0.350,0.333", ",0.450,0.333", "'value' (0.450) is not after 'high'"),
        ("lens/measurements", ",0.350,0.333", ",0.350,", "Empty here: low"),
        ("method/grades", "reliability,B,2", "reliability,B,1", "'reliability + 1' stands already in line 2"),
    ],
)
def test_what_a_package_says_holds_together(where, old, new, said, tmp_path):
    package, _, table = where.partition("/")
    copy = shutil.copytree(SHIPPED.parent / package, tmp_path / package)
    edit(copy, f"{table}.csv", old, new)
    assert said in "\n".join(faults(copy))


def test_a_seal_made_again_is_that_of_what_stands_there(folder, capsys):
    edit(folder, "datapackage.json", '"title": "', '"title": "Our own: ')
    assert main(["corpus", "check", str(folder)]) == 0
    assert (
        "DICTIONARY.md, datapackage.json are out of date. Run: infowar-kit corpus seal"
        in capsys.readouterr().out
    )
    assert main(["corpus", "seal", str(folder)]) == 0
    assert main(["corpus", "check", str(folder)]) == 0
    assert "out of date" not in capsys.readouterr().out.partition("Made again")[2]
