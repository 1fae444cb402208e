"""Which models there are below a path, and that each stays inside its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.reading.folder import Place, find_models
from flowvow.reading.model import read_model
from flowvow.text.problem import Problems
from tests.reading.writing import FLOW, POLICY, write


def test_each_model_below_a_folder_is_found(tmp_path: Path) -> None:
    for name in ("b", "a/deep", "a", ".hidden"):
        write(tmp_path / name)
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    (tmp_path / "broken.yaml").write_text("{{{ template }}}\n")
    found = [place.path.parent.relative_to(tmp_path).as_posix() for place in find_models([tmp_path])]
    assert found == ["a", "a/deep", "b"]


def test_a_model_named_twice_is_found_once(tmp_path: Path) -> None:
    folder = write(tmp_path)
    file = folder / "shop.flow.yaml"
    assert find_models([folder, file]) == [Place(file, folder)]


def test_a_file_alone_is_a_model_whatever_stands_beside_it(tmp_path: Path) -> None:
    folder = write(tmp_path, other_flow=FLOW.replace("Shop", "Other"))
    assert read_model(folder / "other.flow.yaml").name == "Other"
    with pytest.raises(Problems, match="is a flow file too, and a model has one"):
        find_models([folder])


def test_several_models_are_not_one(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")
    with pytest.raises(Problems, match="several models are in this folder"):
        read_model(tmp_path)


def test_a_policy_may_lie_anywhere_below_the_folder_that_is_given(tmp_path: Path) -> None:
    write(tmp_path / "a", FLOW.replace("shop.policy", "../shared/shop.policy"))
    (tmp_path / "a" / "shop.policy.yaml").unlink()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "shop.policy.yaml").write_text(POLICY)
    (place,) = find_models([tmp_path])
    system = read_model(place.path, within=place.within)
    assert system.policies[0].span.file == (tmp_path / "shared" / "shop.policy.yaml").as_posix()
    with pytest.raises(Problems, match="outside of the folder"):
        read_model(tmp_path / "a")


@pytest.mark.parametrize("name", ["shop.flow.yaml", "shop.flow.yml"])
def test_a_file_that_says_it_is_ours_is_never_passed_over(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("flowow: 1\nsystem: Shop\n")
    with pytest.raises(Problems, match="the first key must be `flowvow`"):
        find_models([tmp_path])


def test_files_in_any_order_give_the_same_values(tmp_path: Path) -> None:
    one = read_model(write(tmp_path / "one"))
    turned = POLICY.replace(
        "{name: , email: , counts: {form: aggregate}}", "{counts: {form: aggregate}, email: , name: }"
    )
    other = read_model(write(tmp_path / "two", policy=turned))
    assert list(one.data) == list(other.data)
