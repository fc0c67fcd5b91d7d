"""Contains all the data models used in inputs/outputs"""

from .acquire_control import AcquireControl
from .acquire_control_cyberdesk_actor import AcquireControlCyberdeskActor
from .action_batch import ActionBatch
from .action_batch_result import ActionBatchResult
from .action_batch_stop_on import ActionBatchStopOn
from .action_result import ActionResult
from .action_status_type_1 import ActionStatusType1
from .actor_type_type_1 import ActorTypeType1
from .api_key import ApiKey
from .api_key_page import ApiKeyPage
from .batch_outcome_type_1 import BatchOutcomeType1
from .click_action import ClickAction
from .click_action_type import ClickActionType
from .command import Command
from .command_request import CommandRequest
from .command_state_type_1 import CommandStateType1
from .connect_desktop import ConnectDesktop
from .connection import Connection
from .connection_endpoints import ConnectionEndpoints
from .control import Control
from .control_holder import ControlHolder
from .cost import Cost
from .create_desktop import CreateDesktop
from .create_key import CreateKey
from .create_stream import CreateStream
from .created_key import CreatedKey
from .created_stream import CreatedStream
from .deadline import Deadline
from .desktop import Desktop
from .desktop_page import DesktopPage
from .desktop_state_type_1 import DesktopStateType1
from .display import Display
from .display_size import DisplaySize
from .drag_action import DragAction
from .drag_action_type import DragActionType
from .environment import Environment
from .event import Event
from .event_type_type_1 import EventTypeType1
from .field_error import FieldError
from .file_info import FileInfo
from .file_info_page import FileInfoPage
from .file_type_type_1 import FileTypeType1
from .get_control_cyberdesk_actor import GetControlCyberdeskActor
from .get_open_api_document_response_200 import GetOpenApiDocumentResponse200
from .health import Health
from .health_status import HealthStatus
from .image_format import ImageFormat
from .inline_image import InlineImage
from .key_action import KeyAction
from .key_action_type import KeyActionType
from .labels import Labels
from .me import Me
from .mouse_button import MouseButton
from .mouse_down_action import MouseDownAction
from .mouse_down_action_type import MouseDownActionType
from .mouse_up_action import MouseUpAction
from .mouse_up_action_type import MouseUpActionType
from .move_action import MoveAction
from .move_action_type import MoveActionType
from .on_expire import OnExpire
from .organization import Organization
from .perform_actions_cyberdesk_actor import PerformActionsCyberdeskActor
from .point import Point
from .principal_type_type_1 import PrincipalTypeType1
from .problem import Problem
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .region import Region
from .region_page import RegionPage
from .release_control_cyberdesk_actor import ReleaseControlCyberdeskActor
from .scope import Scope
from .screenshot_action import ScreenshotAction
from .screenshot_action_type import ScreenshotActionType
from .scroll_action import ScrollAction
from .scroll_action_type import ScrollActionType
from .size import Size
from .size_page import SizePage
from .stream import Stream
from .stream_page import StreamPage
from .stream_role import StreamRole
from .type_action import TypeAction
from .type_action_type import TypeActionType
from .update_desktop import UpdateDesktop
from .usage_amounts import UsageAmounts
from .usage_day import UsageDay
from .usage_desktop import UsageDesktop
from .usage_report import UsageReport
from .version import Version
from .wait_action import WaitAction
from .wait_action_type import WaitActionType

__all__ = (
    "AcquireControl",
    "AcquireControlCyberdeskActor",
    "ActionBatch",
    "ActionBatchResult",
    "ActionBatchStopOn",
    "ActionResult",
    "ActionStatusType1",
    "ActorTypeType1",
    "ApiKey",
    "ApiKeyPage",
    "BatchOutcomeType1",
    "ClickAction",
    "ClickActionType",
    "Command",
    "CommandRequest",
    "CommandStateType1",
    "ConnectDesktop",
    "Connection",
    "ConnectionEndpoints",
    "Control",
    "ControlHolder",
    "Cost",
    "CreateDesktop",
    "CreatedKey",
    "CreatedStream",
    "CreateKey",
    "CreateStream",
    "Deadline",
    "Desktop",
    "DesktopPage",
    "DesktopStateType1",
    "Display",
    "DisplaySize",
    "DragAction",
    "DragActionType",
    "Environment",
    "Event",
    "EventTypeType1",
    "FieldError",
    "FileInfo",
    "FileInfoPage",
    "FileTypeType1",
    "GetControlCyberdeskActor",
    "GetOpenApiDocumentResponse200",
    "Health",
    "HealthStatus",
    "ImageFormat",
    "InlineImage",
    "KeyAction",
    "KeyActionType",
    "Labels",
    "Me",
    "MouseButton",
    "MouseDownAction",
    "MouseDownActionType",
    "MouseUpAction",
    "MouseUpActionType",
    "MoveAction",
    "MoveActionType",
    "OnExpire",
    "Organization",
    "PerformActionsCyberdeskActor",
    "Point",
    "PrincipalTypeType1",
    "Problem",
    "Readiness",
    "ReadinessChecks",
    "Region",
    "RegionPage",
    "ReleaseControlCyberdeskActor",
    "Scope",
    "ScreenshotAction",
    "ScreenshotActionType",
    "ScrollAction",
    "ScrollActionType",
    "Size",
    "SizePage",
    "Stream",
    "StreamPage",
    "StreamRole",
    "TypeAction",
    "TypeActionType",
    "UpdateDesktop",
    "UsageAmounts",
    "UsageDay",
    "UsageDesktop",
    "UsageReport",
    "Version",
    "WaitAction",
    "WaitActionType",
)
