import pytest

from components.analysis.thresholds import in_use
from components.errors import InputError
from components.framework.parameters import load_parameters
from components.workshop.records.setting import ParameterOverride
from tests.builders import state

SHIPPED = load_parameters()


def test_a_workshop_uses_its_own_value_and_the_shipped_rest():
    found = in_use(state(ParameterOverride("gap.target", value=3.0)), SHIPPED)
    assert found.value("gap.target") == 3
    assert found.overridden == ("gap.target",)
    assert found.value("clusters.strong_lq") == SHIPPED.value("clusters.strong_lq")


def test_a_value_taken_back_is_the_shipped_one():
    assert in_use(state(ParameterOverride("gap.target", value=None)), SHIPPED) == SHIPPED


def test_every_fault_is_told():
    own = state(ParameterOverride("gap.target", value=99.0), ParameterOverride("no.such", value=1.0))
    with pytest.raises(InputError) as error:
        in_use(own, SHIPPED)
    assert len(error.value.problems) == 2
