from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action_effect_type_1 import ActionEffectType1, check_action_effect_type_1
from ..models.action_status_type_1 import ActionStatusType1, check_action_status_type_1
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.inline_image import InlineImage
    from ..models.point import Point


T = TypeVar("T", bound="ActionResult")


@_attrs_define
class ActionResult:
    """What came of one step.

    Example:
        {'type': 'type', 'status': 'done', 'durationMs': 12, 'method': 'keymap'}

    """

    type_: str
    """ Type of the step. """
    status: ActionStatusType1 | str
    """ How a step ended. New values may appear. """
    duration_ms: int
    """ How long it took, in milliseconds. """
    error: str | Unset = UNSET
    """ Why it failed. """
    error_code: str | Unset = UNSET
    """ Code of the problem, as in problem details, when it failed: `elementStale`, `windowNotFound` … """
    effect: ActionEffectType1 | str | Unset = UNSET
    """ What a step did to the screen. New values may appear. """
    method: str | Unset = UNSET
    """ How text was typed: `keymap` when the keyboard layout has every character, else `rebinding` or `clipboard`.
    """
    applied_notches: int | Unset = UNSET
    """ Wheel notches that were turned, of `scroll`. """
    image: InlineImage | Unset = UNSET
    """ An image inside a JSON body. """
    point: Point | Unset = UNSET
    """ A point: pixels of the screen from the top left, unless a coordinate space says otherwise. """
    process_id: int | Unset = UNSET
    """ Process id of what was started, of `launch` and `openUrl`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        status: str
        if isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        duration_ms = self.duration_ms

        error = self.error

        error_code = self.error_code

        effect: str | Unset
        if isinstance(self.effect, Unset):
            effect = UNSET
        elif isinstance(self.effect, str):
            effect = self.effect
        else:
            effect = self.effect

        method = self.method

        applied_notches = self.applied_notches

        image: dict[str, Any] | Unset = UNSET
        if not isinstance(self.image, Unset):
            image = self.image.to_dict()

        point: dict[str, Any] | Unset = UNSET
        if not isinstance(self.point, Unset):
            point = self.point.to_dict()

        process_id = self.process_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "status": status,
                "durationMs": duration_ms,
            }
        )
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["errorCode"] = error_code
        if effect is not UNSET:
            field_dict["effect"] = effect
        if method is not UNSET:
            field_dict["method"] = method
        if applied_notches is not UNSET:
            field_dict["appliedNotches"] = applied_notches
        if image is not UNSET:
            field_dict["image"] = image
        if point is not UNSET:
            field_dict["point"] = point
        if process_id is not UNSET:
            field_dict["processId"] = process_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.inline_image import InlineImage  # noqa: PLC0415
        from ..models.point import Point  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        def _parse_status(data: object) -> ActionStatusType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_action_status_type_1 = check_action_status_type_1(data)

                return componentsschemas_action_status_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ActionStatusType1 | str, data)

        status = _parse_status(d.pop("status"))

        duration_ms = d.pop("durationMs")

        error = d.pop("error", UNSET)

        error_code = d.pop("errorCode", UNSET)

        def _parse_effect(data: object) -> ActionEffectType1 | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_action_effect_type_1 = check_action_effect_type_1(data)

                return componentsschemas_action_effect_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ActionEffectType1 | str | Unset, data)

        effect = _parse_effect(d.pop("effect", UNSET))

        method = d.pop("method", UNSET)

        applied_notches = d.pop("appliedNotches", UNSET)

        _image = d.pop("image", UNSET)
        image: InlineImage | Unset
        if isinstance(_image, Unset):
            image = UNSET
        else:
            image = InlineImage.from_dict(_image)

        _point = d.pop("point", UNSET)
        point: Point | Unset
        if isinstance(_point, Unset):
            point = UNSET
        else:
            point = Point.from_dict(_point)

        process_id = d.pop("processId", UNSET)

        action_result = cls(
            type_=type_,
            status=status,
            duration_ms=duration_ms,
            error=error,
            error_code=error_code,
            effect=effect,
            method=method,
            applied_notches=applied_notches,
            image=image,
            point=point,
            process_id=process_id,
        )

        action_result.additional_properties = d
        return action_result

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
