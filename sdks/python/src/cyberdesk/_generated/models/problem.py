from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.control_holder import ControlHolder
    from ..models.field_error import FieldError


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """Why a request was refused or failed, as RFC 9457 describes it. `code` is stable; texts are for people.

    Example:
        {'type': 'https://cyberdesk.io/docs/problems/notFound', 'title': 'Not found', 'status': 404, 'detail': 'No
            desktop has this id. List your desktops to find the right one.', 'code': 'notFound', 'requestId':
            'req_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu'}

    """

    type_: str
    """ URL of the documentation page of this code. """
    title: str
    """ What happened, the same for every problem of this code. """
    status: int
    """ HTTP status again, for readers that see only the body. """
    detail: str
    """ What happened this time and what to do about it. """
    code: str
    """ Stable name of the kind of problem. New codes may appear. """
    request_id: str
    """ Id of a request, echoed in `X-Request-Id` and in every problem. """
    errors: list[FieldError] | Unset = UNSET
    """ Each refused member, when the request's content was refused. """
    current_state: str | Unset = UNSET
    """ The state that stood in the way, for conflicts of state. """
    holder: ControlHolder | Unset = UNSET
    """ Who holds the control of a desktop, and until when. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        code = self.code

        request_id = self.request_id

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)

        current_state = self.current_state

        holder: dict[str, Any] | Unset = UNSET
        if not isinstance(self.holder, Unset):
            holder = self.holder.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
                "code": code,
                "requestId": request_id,
            }
        )
        if errors is not UNSET:
            field_dict["errors"] = errors
        if current_state is not UNSET:
            field_dict["currentState"] = current_state
        if holder is not UNSET:
            field_dict["holder"] = holder

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.control_holder import ControlHolder  # noqa: PLC0415
        from ..models.field_error import FieldError  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        code = d.pop("code")

        request_id = d.pop("requestId")

        _errors = d.pop("errors", UNSET)
        errors: list[FieldError] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = FieldError.from_dict(errors_item_data)

                errors.append(errors_item)

        current_state = d.pop("currentState", UNSET)

        _holder = d.pop("holder", UNSET)
        holder: ControlHolder | Unset
        if isinstance(_holder, Unset):
            holder = UNSET
        else:
            holder = ControlHolder.from_dict(_holder)

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            code=code,
            request_id=request_id,
            errors=errors,
            current_state=current_state,
            holder=holder,
        )

        problem.additional_properties = d
        return problem

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
