"""From a case system's export to an accepted delivery: a draft, what it leaves blank, and nothing guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.checking.files import check_file
from pipelines.checking.mapping_file import parse_mapping
from pipelines.contracts import DATASETS
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.deliveries.mapping_drafts import draft_mapping, draft_target
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from tests.corpus.making import PLACEMENTS, table, write, write_lines
from tests.fixtures.command import run_gfo
from tests.fixtures.registers import SEPTEMBER, write_workbook

ONE_ID = [name for name, one in DATASETS.items() if len(one.key) == 1 and one.fields[one.key[0]].kind == "id"]
CASE_SYSTEM = """
Insatser barn och unga
Urval: verkställda

Ärendenummer | Insatsnr | Klient (pseudonym) | Född år | Kön | Insatstyp | Utförare | Lagrum | Beslutsdatum |\
 Verkställd fr.o.m. | Verkställd t.o.m. | Orsak avslut | Enhet
2023-0412 | I-9001 | T-0017 | 2012 | Flicka | Familjehem (konsulentstött) | Hem 31 | 4 kap 1 § SoL | 2023-03-01 |\
 2023-03-06 | 2025-08-31 | Planerat avslut | Barn & unga
2023-0412 | I-9002 | T-0017 | 2012 | Flicka | Familjehem - egen regi | Hem 44 | 4 kap 1 § SoL | 2025-08-20 |\
 2025-09-01 | | | Barn & unga
2024-0033 | I-9107 | T-0023 | 2009 | Pojke | HVB enskild regi | Vårdgruppen Norr | 2 § LVU | 2024-02-01 |\
 2024-02-02 | 2024-11-30 | Sammanbrott | Barn & unga
2024-0033 | I-9140 | T-0023 | 2009 | Pojke | SiS-institution | SiS Sundsvall | 3 § LVU | 2024-11-30 |\
 2024-11-30 | | | Barn & unga
2025-0101 | I-9201 | T-0040 | 2019 | Flicka | Släkting-/nätverkshem | Hem 52 | 4 kap 1 § SoL | 2025-05-05 |\
 2025-05-12 | | | Barn & unga
2025-0101 | I-9202 | T-0041 | 2021 | Pojke | Jourhem, kommunens | Hem 12 | 11 § LVU | 2025-05-05 |\
 2025-05-05 | 2025-05-12 | Annan insats | Barn & unga
Antal: 6
"""
BY_HAND = """
[datasets.placeringar.columns]
"Insatsnr" = "placering_id"
"Klient (pseudonym)" = "barn_id"
"Född år" = "fodelsear"
"Insatstyp" = "placeringsform"
"Utförare" = "hem_id"
"Verkställd fr.o.m." = "startdatum"
"Verkställd t.o.m." = "slutdatum"
"Orsak avslut" = "avslutsorsak"

[datasets.placeringar.codes.placeringsform]
"Familjehem (konsulentstött)" = "konsulentstott"
"Familjehem - egen regi" = "familjehem_kommun"
"HVB enskild regi" = "hvb"
"SiS-institution" = "sis"
"Släkting-/nätverkshem" = "natverkshem"
"Jourhem, kommunens" = "jourhem"

[datasets.placeringar.codes.lagrum]
"4 kap 1 § SoL" = "sol"
"2 § LVU" = "lvu"
"3 § LVU" = "lvu"
"11 § LVU" = "lvu"

[datasets.placeringar.codes.avslutsorsak]
"Planerat avslut" = "planerad"
"Annan insats" = "annan_placering"
"""


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def accepted(path: Path, mapping: str) -> pl.DataFrame:
    """The rows that Timrå's export gives with a mapping; every one must be accepted."""
    read = parse_mapping(mapping, "2262", Path("Timrå.toml"))
    checked = check_file(path, received=SEPTEMBER.date(), mapping=read, sender="2262")
    assert (checked.stopped, checked.rows_refused) == (False, 0)
    (part,) = checked.parts
    return part.accepted


class TestACaseSystemsExport:
    def test_one_word_is_left_to_a_person_and_then_it_is_the_mapping_by_hand(self, tmp_path: Path) -> None:
        path = tmp_path / "insatser.xlsx"
        write_workbook(path, {"Insatser BoU": cells(CASE_SYSTEM)})
        draft = draft_mapping(path, "2262")
        assert draft.left == ("”Annan insats” under placeringar.codes.avslutsorsak",)
        filled = draft.text.replace('"Annan insats" = ""', '"Annan insats" = "annan_placering"')
        assert accepted(path, filled).equals(accepted(path, BY_HAND))

    @pytest.mark.slow
    def test_from_the_export_to_an_accepted_delivery_in_three_commands(self, tmp_path: Path) -> None:
        path = tmp_path / "insatser.xlsx"
        write_workbook(path, {"Insatser BoU": cells(CASE_SYSTEM)})
        home = DataHome(tmp_path / "home")
        refused = run_gfo("check", str(path), home=home.root)
        assert "gfo mapping draft" in refused.stdout
        drafted = run_gfo("mapping", "draft", str(path), "--sender", "Timrå", home=home.root)
        assert (drafted.returncode, drafted.stderr) == (0, "")
        target = draft_target(home, "2262")
        assert str(target) in drafted.stdout
        waiting = run_gfo("deliver", str(path), "--sender", "Timrå", home=home.root)
        assert waiting.returncode == 1
        assert "M007" in waiting.stderr
        assert "Annan insats" in waiting.stderr
        again = run_gfo("mapping", "draft", str(path), "--sender", "Timrå", home=home.root)
        assert (again.returncode, "M009" in again.stderr) == (1, True)
        text = target.read_text(encoding="utf-8")
        target.write_text(text.replace('insats" = ""', 'insats" = "annan_placering"'), encoding="utf-8")
        delivered = run_gfo("deliver", str(path), "--sender", "Timrå", home=home.root)
        assert (delivered.returncode, delivered.stderr) == (0, "")

    def test_an_unfinished_draft_of_one_sender_stops_no_other(self, tmp_path: Path) -> None:
        home = DataHome(tmp_path / "home")
        home.mappings.mkdir(parents=True)
        draft_target(home, "2262").write_text('[datasets.remisser.columns]\n"Nr" = ""', encoding="utf-8")
        write_lines(tmp_path / "a.csv", PLACEMENTS, "P1;Ånge;B1;hvb;2026-01-15;")
        assert deliver_file(home, tmp_path / "a.csv", Terms(SEPTEMBER)).accepted
        with pytest.raises(ReaderError, match="inte färdig"):
            deliver_file(home, tmp_path / "a.csv", Terms(SEPTEMBER, sender="Timrå"))


class TestWords:
    def test_what_could_be_two_codes_is_left_blank(self, tmp_path: Path) -> None:
        words = {
            "Familjehem": "", "Familjehem, egen regi": "familjehem_kommun", "Jourfamilj": "jourhem",
            "Konsulentstödd familjehemsvård": "konsulentstott", "Konsulentstödd jour": "", "Akutplacering": "",
            "HVB-hem": "hvb", "Stödboende 16-20": "stodboende", "Nätverksfamilj": "natverkshem", "SiS-hem": "sis",
            "Kontraktsvård": "",
        }  # fmt: skip
        rows = (f"P{n};Timrå;B{n};{word};2026-01-15;" for n, word in enumerate(words))
        write_lines(tmp_path / "a.csv", PLACEMENTS, *rows)
        text = draft_mapping(tmp_path / "a.csv", "2262").text
        for word, code in words.items():
            assert f'"{word}" = "{code}"' in text
        assert "# 1 rad; välj bland akutfamilj, jourhem" in text

    def test_words_stand_with_how_many_rows_have_them_the_commonest_first(self, tmp_path: Path) -> None:
        rows = (f"P{n};Timrå;B{n};{'HVB-hem' if n else 'SiS-hem'};2026-01-15;" for n in range(4))
        write_lines(tmp_path / "a.csv", PLACEMENTS, *rows)
        text = draft_mapping(tmp_path / "a.csv", "2262").text
        assert text.index('"HVB-hem" = "hvb"  # 3 rader') < text.index('"SiS-hem" = "sis"  # 1 rad')


class TestHeaders:
    def test_two_columns_of_days_that_may_both_be_the_start_are_left_blank(self, tmp_path: Path) -> None:
        header = "Insatsnr;kommun;Klient;Insatstyp;Beslutad;Inledd"
        write_lines(tmp_path / "a.csv", header, "P1;Timrå;B1;hvb;2026-01-15;2026-01-20")
        draft = draft_mapping(tmp_path / "a.csv", "2262")
        assert '"Beslutad" = ""  # kanske startdatum' in draft.text
        assert '"Inledd" = ""  # kanske startdatum' in draft.text
        assert len(draft.left) == 2

    def test_the_one_column_that_may_be_the_one_that_is_missing_is_proposed(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", "kommun;manad;placeringsform;utbetalt", "Timrå;2026-01;hvb;118400")
        assert '"utbetalt" = ""  # kanske belopp' in draft_mapping(tmp_path / "a.csv", "2262").text

    def test_a_number_that_several_rows_share_is_no_id_of_a_placement(self, tmp_path: Path) -> None:
        header = "Löpnr;kommun;Klient;Insatstyp;Start"
        rows = [f"7;Timrå;B{n};hvb;2026-01-15" for n in range(5)]
        write_lines(tmp_path / "a.csv", header, *rows)
        text = draft_mapping(tmp_path / "a.csv", "2262").text
        assert "# Sparas inte: Löpnr." in text
        assert "# placering_id saknas och krävs" in text

    def test_a_file_that_is_nothing_a_kommun_sends_is_told_with_its_headers(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", "Datum;Väder", "2026-01-01;snö")
        with pytest.raises(ReaderError) as caught:
            draft_mapping(tmp_path / "a.csv", "2262")
        assert (caught.value.code, caught.value.found) == ("M010", "Datum, Väder")

    def test_a_file_with_persons_in_it_is_drafted_from_not_at_all(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", PLACEMENTS, "P1;Timrå;19640823-3234;hvb;2026-01-15;")
        draft = draft_mapping(tmp_path / "a.csv", "2262")
        assert (draft.stopped, draft.text) == (True, "")
        assert [one.code for one in draft.findings] == ["I001"]


class TestConventions:
    def test_a_kommun_that_the_file_lacks_is_the_senders(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", "Insatsnr;Klient;Insatstyp;Start", "P1;B1;hvb;2026-01-15")
        text = draft_mapping(tmp_path / "a.csv", "2262").text
        assert accepted(tmp_path / "a.csv", text)["kommun_code"].to_list() == ["2262"]

    def test_invoices_that_differ_are_added_and_those_that_are_alike_are_asked_about(
        self, tmp_path: Path
    ) -> None:
        header = "kommun;manad;placeringsform;belopp"
        write_lines(tmp_path / "a.csv", header, "Timrå;2026-05;hvb;100", "Timrå;2026-05;hvb;200")
        text = draft_mapping(tmp_path / "a.csv", "2262").text
        assert "\nsum = true" in text
        assert accepted(tmp_path / "a.csv", text)["amount"].to_list() == [300]
        write_lines(tmp_path / "b.csv", header, "Timrå;2026-05;hvb;100", "Timrå;2026-05;hvb;100")
        assert "\n# sum = true" in draft_mapping(tmp_path / "b.csv", "2262").text

    def test_thousands_that_the_header_tells_are_multiplied(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", "kommun;manad;placeringsform;Belopp tkr", "Timrå;2026-05;hvb;118,4")
        text = draft_mapping(tmp_path / "a.csv", "2262").text
        assert accepted(tmp_path / "a.csv", text)["amount"].to_list() == [118_400]

    @pytest.mark.parametrize(
        ("next_start", "line"),
        [("2025-02-01", '\nlast_day_included = ["slutdatum"]'), ("2025-01-31", "\n# last_day_included")],
    )
    def test_an_end_that_is_included_is_told_by_its_header_and_by_the_moves(
        self, tmp_path: Path, next_start: str, line: str
    ) -> None:
        header = "Insatsnr;kommun;Klient;Insatstyp;Fr.o.m.;T.o.m."
        rows = ["P1;Timrå;B1;hvb;2025-01-01;2025-01-31", f"P2;Timrå;B1;hvb;{next_start};"]
        write_lines(tmp_path / "a.csv", header, *rows)
        assert line in draft_mapping(tmp_path / "a.csv", "2262").text

    def test_days_that_can_be_read_two_ways_are_left_blank_and_then_read_as_it_is_said(
        self, tmp_path: Path
    ) -> None:
        write_lines(tmp_path / "a.csv", PLACEMENTS, "P1;Timrå;B1;hvb;01/02/2026;")
        draft = draft_mapping(tmp_path / "a.csv", "2262")
        assert draft.left == ("”startdatum” under placeringar.formats",)
        text = draft.text.replace('startdatum = ""', 'startdatum = "DD/MM/ÅÅÅÅ"')
        assert accepted(tmp_path / "a.csv", text)["start_date"].to_list() == [date(2026, 2, 1)]

    @pytest.mark.parametrize("dataset", ONE_ID)
    def test_the_way_to_keep_them_all_is_of_the_datasets_own_columns(
        self, tmp_path: Path, dataset: str
    ) -> None:
        key = DATASETS[dataset].fields[DATASETS[dataset].key[0]].column
        write(tmp_path / "a.csv", table(dataset, {key: "X-1"}, {key: "X-1"}))
        lines = draft_mapping(tmp_path / "a.csv", "2262", dataset).text.splitlines()
        at = lines.index(f"# [datasets.{dataset}.joined]")
        text = "\n".join(line.removeprefix("# ") for line in lines[at : at + 2])
        (first, day) = parse_mapping(text, "2262", Path("Timrå.toml")).joined[dataset][key]
        assert first == key
        assert DATASETS[dataset].fields[DATASETS[dataset].columns[day]].kind == "day"

    def test_decisions_with_one_id_are_told_with_the_way_to_keep_them_all(self, tmp_path: Path) -> None:
        rows = ["P1;Timrå;B1;hvb;2024-01-15;2024-07-14", "P1;Timrå;B1;hvb;2024-07-15;"]
        write_lines(tmp_path / "a.csv", PLACEMENTS, *rows)
        lines = draft_mapping(tmp_path / "a.csv", "2262").text.splitlines()
        at = lines.index("# [datasets.placeringar.joined]")
        text = "\n".join(line.removeprefix("# ") for line in lines[at : at + 2])
        assert accepted(tmp_path / "a.csv", text).height == 2


def test_the_sheet_that_is_the_register_is_named_when_there_are_several(tmp_path: Path) -> None:
    other = [["Begrepp", "Betydelse"], ["insats", "stöd"]]
    write_workbook(tmp_path / "a.xlsx", {"Förklaring": other, "Insatser BoU": cells(CASE_SYSTEM)})
    assert 'sheet = "Insatser BoU"' in draft_mapping(tmp_path / "a.xlsx", "2262").text


def test_a_word_with_quotation_marks_and_backslashes_is_the_same_word_in_the_mapping(tmp_path: Path) -> None:
    word = 'HVB "Norr" \\ enskild'
    write_workbook(
        tmp_path / "a.xlsx",
        {"A": [PLACEMENTS.split(";"), ["P1", "Timrå", "B1", word, "2026-01-15", ""]]},
    )
    text = draft_mapping(tmp_path / "a.xlsx", "2262").text
    assert accepted(tmp_path / "a.xlsx", text)["form"].to_list() == ["hvb"]
