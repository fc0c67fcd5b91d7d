from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.display import Display
    from ..models.inline_image import InlineImage
    from ..models.mark import Mark
    from ..models.screen_region import ScreenRegion
    from ..models.window import Window


T = TypeVar("T", bound="Observation")


@_attrs_define
class Observation:
    """What an agent needs to decide its next step, in one call.

    Example:
        {'image': {'contentType': 'image/png', 'width': 1280, 'height': 800, 'scale': 1, 'data': 'iVBORw0KGgo='},
            'etag': '"s-1a2b"', 'display': {'width': 1280, 'height': 800, 'cursor': {'x': 640, 'y': 400}}, 'changedRegions':
            [{'x': 0, 'y': 0, 'width': 1280, 'height': 800}], 'focusedWindow': {'id': '0x1c00003', 'title': 'Mozilla
            Firefox', 'application': 'firefox-esr', 'focused': True, 'minimized': False, 'maximized': True, 'region': {'x':
            0, 'y': 26, 'width': 1280, 'height': 774}}, 'marks': [], 'marksTruncated': False}

    """

    image: InlineImage
    """ An image inside a JSON body. """
    etag: str
    """ Pass it as `since` to learn what changed. """
    display: Display
    """ The screen as it is now. """
    changed_regions: list[ScreenRegion]
    """ What changed on the screen since `since`; the whole screen without it or when it is too old. Empty =
    nothing. """
    marks: list[Mark]
    """ Elements that can be acted on and are visible in the focused window, in reading order. """
    marks_truncated: bool
    """ True when there are more than `maxMarks`. """
    focused_window: Window | Unset = UNSET
    """ A window of the screen. """
    marks_unavailable: str | Unset = UNSET
    """ Why there are no marks, when the accessibility tree could not be read. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        image = self.image.to_dict()

        etag = self.etag

        display = self.display.to_dict()

        changed_regions = []
        for changed_regions_item_data in self.changed_regions:
            changed_regions_item = changed_regions_item_data.to_dict()
            changed_regions.append(changed_regions_item)

        marks = []
        for marks_item_data in self.marks:
            marks_item = marks_item_data.to_dict()
            marks.append(marks_item)

        marks_truncated = self.marks_truncated

        focused_window: dict[str, Any] | Unset = UNSET
        if not isinstance(self.focused_window, Unset):
            focused_window = self.focused_window.to_dict()

        marks_unavailable = self.marks_unavailable

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "image": image,
                "etag": etag,
                "display": display,
                "changedRegions": changed_regions,
                "marks": marks,
                "marksTruncated": marks_truncated,
            }
        )
        if focused_window is not UNSET:
            field_dict["focusedWindow"] = focused_window
        if marks_unavailable is not UNSET:
            field_dict["marksUnavailable"] = marks_unavailable

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.display import Display  # noqa: PLC0415
        from ..models.inline_image import InlineImage  # noqa: PLC0415
        from ..models.mark import Mark  # noqa: PLC0415
        from ..models.screen_region import ScreenRegion  # noqa: PLC0415
        from ..models.window import Window  # noqa: PLC0415

        d = dict(src_dict)
        image = InlineImage.from_dict(d.pop("image"))

        etag = d.pop("etag")

        display = Display.from_dict(d.pop("display"))

        changed_regions = []
        _changed_regions = d.pop("changedRegions")
        for changed_regions_item_data in _changed_regions:
            changed_regions_item = ScreenRegion.from_dict(changed_regions_item_data)

            changed_regions.append(changed_regions_item)

        marks = []
        _marks = d.pop("marks")
        for marks_item_data in _marks:
            marks_item = Mark.from_dict(marks_item_data)

            marks.append(marks_item)

        marks_truncated = d.pop("marksTruncated")

        _focused_window = d.pop("focusedWindow", UNSET)
        focused_window: Window | Unset
        if isinstance(_focused_window, Unset):
            focused_window = UNSET
        else:
            focused_window = Window.from_dict(_focused_window)

        marks_unavailable = d.pop("marksUnavailable", UNSET)

        observation = cls(
            image=image,
            etag=etag,
            display=display,
            changed_regions=changed_regions,
            marks=marks,
            marks_truncated=marks_truncated,
            focused_window=focused_window,
            marks_unavailable=marks_unavailable,
        )

        observation.additional_properties = d
        return observation

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
