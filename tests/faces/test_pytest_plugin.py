"""Expect blocks as tests, in somebody else's pytest run."""

from __future__ import annotations

import shutil

import pytest

from .running import HERE


@pytest.fixture
def shop(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with one model under ``flows/shop``, and two proposals."""
    shutil.copytree(HERE / "models" / "kept", pytester.path / "flows" / "shop")
    pytester.makeini("[pytest]\n")
    return pytester


def test_each_expectation_and_each_proposal_is_a_test(shop: pytest.Pytester) -> None:
    result = shop.runpytest_inprocess("-v")
    result.assert_outcomes(passed=4)
    for name in (
        "flows/shop::expect::never email at ad-network PASSED",
        "flows/shop::expect::nothing else PASSED",
        "flows/shop/proposals/leak.broken.yaml::expect PASSED",
        "flows/shop/proposals/look.yaml::expect PASSED",
    ):
        result.stdout.fnmatch_lines([f"{name}*"])


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        ("flows/shop::expect::never email at ad-network", 1),
        ("flows/shop::expect", 2),
        ("flows/shop/proposals/look.yaml::expect", 1),
        ("flows/shop/shop.flow.yaml", 2),
    ],
)
def test_a_printed_name_selects_its_test(shop: pytest.Pytester, name: str, passed: int) -> None:
    shop.runpytest_inprocess(name).assert_outcomes(passed=passed)


def test_a_failure_shows_route_and_clause_and_no_traceback(shop: pytest.Pytester, same_text) -> None:
    flows = shop.path / "flows" / "shop" / "shop.flow.yaml"
    text = flows.read_text()
    flows.write_text(text.replace("expect:", "  leak: {from: shop, to: ad-network, data: email}\nexpect:"))
    result = shop.runpytest_inprocess("flows/shop/shop.flow.yaml", "--color=no")
    result.assert_outcomes(failed=2)
    printed = result.stdout.str()
    assert "Traceback" not in printed
    assert ".py:" not in printed
    told = printed.partition("= FAILURES =")[2].partition("= short test summary")[0]
    same_text(
        "plugin-failure.txt", "\n".join(line.strip("=_ ") if line[:1] in "=_" else line for line in told.splitlines())
    )


def test_a_file_that_cannot_be_read_is_an_error_in_the_users_words(shop: pytest.Pytester) -> None:
    (shop.path / "flows" / "shop" / "shop.policy.yaml").write_text(
        "flowvow: 1\npolicy: shop\nparty: shop\nclauss: {}\n"
    )
    result = shop.runpytest_inprocess("flows/shop/shop.flow.yaml")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*shop.policy.yaml:4:1: *", "*clauss: {}*"])
    assert "Traceback" not in result.stdout.str()


def test_a_file_without_its_first_line_is_no_test_fewer(shop: pytest.Pytester) -> None:
    look = shop.path / "flows" / "shop" / "proposals" / "look.yaml"
    look.write_text(look.read_text().replace("flowvow: 1\n", ""))
    result = shop.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*look.yaml:*the first key must be `flowvow`*"])


@pytest.mark.parametrize(
    ("words", "ini"),
    [
        (["--no-flowvow"], ""),
        ([], "flowvow = false"),
        ([], "flowvow_paths = elsewhere"),
        (["-p", "no:flowvow"], ""),
    ],
)
def test_it_can_be_turned_off(shop: pytest.Pytester, words: list[str], ini: str) -> None:
    shop.makeini(f"[pytest]\n{ini}\n")
    assert shop.runpytest_inprocess(*words).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_it_can_be_kept_to_some_folders(shop: pytest.Pytester) -> None:
    shop.makeini("[pytest]\nflowvow_paths = flows/shop/proposals\n")
    shop.runpytest_inprocess().assert_outcomes(passed=2)


def test_other_peoples_files_are_left_alone_and_nothing_is_imported(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", notes="flowvow: [", other="system: x\nexpect: y\n", quiet="flowvow: 1\nsystem: x\n")
    pytester.makepyfile(
        "import sys\n"
        "def test_light():\n"
        "    heavy = ('yaml', 'networkx', 'attrs', 'flowvow.app', 'flowvow.reading')\n"
        "    assert not [name for name in heavy if name in sys.modules]\n"
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
