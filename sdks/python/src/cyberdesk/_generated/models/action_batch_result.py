from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.batch_outcome_type_1 import BatchOutcomeType1, check_batch_outcome_type_1
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.action_result import ActionResult


T = TypeVar("T", bound="ActionBatchResult")


@_attrs_define
class ActionBatchResult:
    """What came of a batch.

    Example:
        {'outcome': 'completed', 'results': [{'type': 'click', 'status': 'done', 'durationMs': 1}]}

    """

    outcome: BatchOutcomeType1 | str
    """ How a batch ended. New values may appear. """
    results: list[ActionResult]
    """ One result for each step, in order. """
    stopped_at: int | Unset = UNSET
    """ Index of the step that stopped the batch. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        outcome: str
        if isinstance(self.outcome, str):
            outcome = self.outcome
        else:
            outcome = self.outcome

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        stopped_at = self.stopped_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "outcome": outcome,
                "results": results,
            }
        )
        if stopped_at is not UNSET:
            field_dict["stoppedAt"] = stopped_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.action_result import ActionResult  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_outcome(data: object) -> BatchOutcomeType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_batch_outcome_type_1 = check_batch_outcome_type_1(data)

                return componentsschemas_batch_outcome_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BatchOutcomeType1 | str, data)

        outcome = _parse_outcome(d.pop("outcome"))

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = ActionResult.from_dict(results_item_data)

            results.append(results_item)

        stopped_at = d.pop("stoppedAt", UNSET)

        action_batch_result = cls(
            outcome=outcome,
            results=results,
            stopped_at=stopped_at,
        )

        action_batch_result.additional_properties = d
        return action_batch_result

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
