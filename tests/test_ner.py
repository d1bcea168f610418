"""The extra `ner`: names the rules do not know, by their place in the sentence; it may be absent."""

import papers
import pytest
import servers
from click.testing import CliRunner

from mentoring import cli
from mentoring.privacy import ner
from mentoring.privacy.looking import look


@pytest.fixture(autouse=True)
def _network(_curator: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ner.SWITCH)
    if not ner.is_installed():
        servers.missing("the extra `ner`", "requirements-dev.lock")


def test_the_network_can_be_left_out_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ner.SWITCH, "off")

    assert not ner.is_installed()


@pytest.mark.parametrize(
    "text",
    [
        "После обеда пришёл Волк и сел за парту.",
        "Стенгазету сделала Мирта Волк.",
        "Сегодня Щеглов — группа поддержки.",
    ],
)
def test_a_name_the_rules_do_not_know_is_asked_about(text: str) -> None:
    assert look(text, twice=True) != []


@pytest.mark.parametrize(
    "text",
    [
        "Восьмиклассники пришли в Каменный зал.",
        "Наставляемые выбрали Дорожную карту.",
        "Новичок читает о Python и Git.",
        "Названа улица Мальцева в честь агронома.",
        "Экспедиция Магеллана обошла Землю.",
        "К рассвету проехали Невьянск с башней.",
        "«Что возьмёшь с собой?» Запиши ответ его словами.",
        "Педагог-психолог помогает читать результаты.",
        "В сказке Дедка — тьютор, Мышка — молодой специалист.",
        "Ему досталась роль Месяца Мая и две реплики.",
        "Старшеклассники-наставники читали вместе с шестыми классами.",
        "Зрительница подарила Маленькой разбойнице варежки.",
        "Лучшее письмо прочитает Наставническая гостиная в пятницу.",
        "Затем пара, выбравшая Брэдбери, спорит с залом.",
    ],
)
def test_an_ordinary_word_at_the_head_of_a_sentence_is_nobody(text: str) -> None:
    assert look(text, twice=True) == []


def test_a_remark_nobody_sees_is_no_text() -> None:
    """The network itself fails on nothing."""
    assert look("<!-- Расскажите, как начался год в нашей Школе. -->", twice=True) == []


def test_a_name_only_the_network_knows_is_not_written_by_an_import(project) -> None:
    root = project({})
    rows = [["№", "Мероприятие", "Сроки"], ["1", "Стенгазету сделала Мирта Волк", "май 2026 г."]]
    (root / "план.docx").write_bytes(papers.word("# План 2025-2026", rows))

    CliRunner().invoke(
        cli.main, ["import", str(root / "план.docx"), "--as", "roadmap", "--root", str(root), "--yes"]
    )
    written = [path.read_text("utf-8") for path in root.rglob("*") if path.suffix in {".md", ".json"}]

    assert any("Стенгазету сделала участник" in text for text in written)
    assert not [text for text in written if "Волк" in text or "Мирта" in text]
