"""Contains all the data models used in inputs/outputs"""

from .accessibility_scope import AccessibilityScope
from .acquire_control import AcquireControl
from .acquire_control_cyberdesk_actor import AcquireControlCyberdeskActor
from .action_batch import ActionBatch
from .action_batch_result import ActionBatchResult
from .action_batch_stop_on import ActionBatchStopOn
from .action_effect_type_1 import ActionEffectType1
from .action_result import ActionResult
from .action_status_type_1 import ActionStatusType1
from .actor_type_type_1 import ActorTypeType1
from .api_key import ApiKey
from .api_key_page import ApiKeyPage
from .application import Application
from .application_page import ApplicationPage
from .batch_outcome_type_1 import BatchOutcomeType1
from .browser_connection import BrowserConnection
from .click_action import ClickAction
from .click_action_type import ClickActionType
from .clipboard import Clipboard
from .close_window_cyberdesk_actor import CloseWindowCyberdeskActor
from .command import Command
from .command_end_event import CommandEndEvent
from .command_end_event_type import CommandEndEventType
from .command_gap_event import CommandGapEvent
from .command_gap_event_type import CommandGapEventType
from .command_input import CommandInput
from .command_output_event import CommandOutputEvent
from .command_output_event_stream_type_0 import CommandOutputEventStreamType0
from .command_output_event_type import CommandOutputEventType
from .command_page import CommandPage
from .command_request import CommandRequest
from .command_signal import CommandSignal
from .command_state_type_1 import CommandStateType1
from .connect_desktop import ConnectDesktop
from .connection import Connection
from .connection_endpoints import ConnectionEndpoints
from .control import Control
from .control_holder import ControlHolder
from .cost import Cost
from .create_browser_connection import CreateBrowserConnection
from .create_desktop import CreateDesktop
from .create_directory import CreateDirectory
from .create_file_link import CreateFileLink
from .create_file_link_method import CreateFileLinkMethod
from .create_key import CreateKey
from .create_preview import CreatePreview
from .create_stream import CreateStream
from .created_key import CreatedKey
from .created_preview import CreatedPreview
from .created_stream import CreatedStream
from .deadline import Deadline
from .desktop import Desktop
from .desktop_page import DesktopPage
from .desktop_space import DesktopSpace
from .desktop_space_type import DesktopSpaceType
from .desktop_state_type_1 import DesktopStateType1
from .display import Display
from .display_size import DisplaySize
from .drag_action import DragAction
from .drag_action_type import DragActionType
from .element import Element
from .element_action import ElementAction
from .element_action_type import ElementActionType
from .element_list import ElementList
from .element_operation import ElementOperation
from .environment import Environment
from .event import Event
from .event_type_type_1 import EventTypeType1
from .field_error import FieldError
from .file_change_type_1 import FileChangeType1
from .file_changed_event import FileChangedEvent
from .file_changed_event_type import FileChangedEventType
from .file_info import FileInfo
from .file_info_page import FileInfoPage
from .file_link import FileLink
from .file_match import FileMatch
from .file_search_result import FileSearchResult
from .file_transfer import FileTransfer
from .file_type_type_1 import FileTypeType1
from .file_watch_gap_event import FileWatchGapEvent
from .file_watch_gap_event_type import FileWatchGapEventType
from .file_watch_ready_event import FileWatchReadyEvent
from .file_watch_ready_event_type import FileWatchReadyEventType
from .fit import Fit
from .focus_window_action import FocusWindowAction
from .focus_window_action_type import FocusWindowActionType
from .focus_window_cyberdesk_actor import FocusWindowCyberdeskActor
from .get_control_cyberdesk_actor import GetControlCyberdeskActor
from .get_open_api_document_response_200 import GetOpenApiDocumentResponse200
from .grid_space import GridSpace
from .grid_space_type import GridSpaceType
from .health import Health
from .health_status import HealthStatus
from .image_format import ImageFormat
from .image_space import ImageSpace
from .image_space_type import ImageSpaceType
from .inline_image import InlineImage
from .key_action import KeyAction
from .key_action_type import KeyActionType
from .key_down_action import KeyDownAction
from .key_down_action_type import KeyDownActionType
from .key_up_action import KeyUpAction
from .key_up_action_type import KeyUpActionType
from .labels import Labels
from .launch_action import LaunchAction
from .launch_action_type import LaunchActionType
from .launch_application import LaunchApplication
from .launch_application_cyberdesk_actor import LaunchApplicationCyberdeskActor
from .launched_application import LaunchedApplication
from .mark import Mark
from .maximize_window_cyberdesk_actor import MaximizeWindowCyberdeskActor
from .me import Me
from .minimize_window_cyberdesk_actor import MinimizeWindowCyberdeskActor
from .mouse_button import MouseButton
from .mouse_down_action import MouseDownAction
from .mouse_down_action_type import MouseDownActionType
from .mouse_up_action import MouseUpAction
from .mouse_up_action_type import MouseUpActionType
from .move_action import MoveAction
from .move_action_type import MoveActionType
from .move_window import MoveWindow
from .move_window_cyberdesk_actor import MoveWindowCyberdeskActor
from .name_match import NameMatch
from .observation import Observation
from .on_expire import OnExpire
from .open_url_action import OpenUrlAction
from .open_url_action_type import OpenUrlActionType
from .organization import Organization
from .perform_actions_cyberdesk_actor import PerformActionsCyberdeskActor
from .point import Point
from .preview import Preview
from .preview_page import PreviewPage
from .principal_type_type_1 import PrincipalTypeType1
from .problem import Problem
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .recording import Recording
from .recording_page import RecordingPage
from .recording_state_type_1 import RecordingStateType1
from .region import Region
from .region_page import RegionPage
from .release_control_cyberdesk_actor import ReleaseControlCyberdeskActor
from .resize_window import ResizeWindow
from .resize_window_cyberdesk_actor import ResizeWindowCyberdeskActor
from .restore_window_cyberdesk_actor import RestoreWindowCyberdeskActor
from .scope import Scope
from .screen_region import ScreenRegion
from .screenshot_action import ScreenshotAction
from .screenshot_action_type import ScreenshotActionType
from .scroll_action import ScrollAction
from .scroll_action_type import ScrollActionType
from .scroll_unit import ScrollUnit
from .send_signal import SendSignal
from .set_clipboard import SetClipboard
from .set_clipboard_action import SetClipboardAction
from .set_clipboard_action_type import SetClipboardActionType
from .set_clipboard_cyberdesk_actor import SetClipboardCyberdeskActor
from .settle import Settle
from .size import Size
from .size_page import SizePage
from .start_recording import StartRecording
from .stream import Stream
from .stream_page import StreamPage
from .stream_role import StreamRole
from .terminal_size import TerminalSize
from .thumbnail_moment import ThumbnailMoment
from .timeline_actor import TimelineActor
from .timeline_entry import TimelineEntry
from .timeline_entry_actions_item import TimelineEntryActionsItem
from .timeline_entry_page import TimelineEntryPage
from .timeline_source_type_1 import TimelineSourceType1
from .type_action import TypeAction
from .type_action_type import TypeActionType
from .type_method import TypeMethod
from .unpacked_archive import UnpackedArchive
from .update_desktop import UpdateDesktop
from .update_display_cyberdesk_actor import UpdateDisplayCyberdeskActor
from .usage_amounts import UsageAmounts
from .usage_day import UsageDay
from .usage_desktop import UsageDesktop
from .usage_report import UsageReport
from .version import Version
from .viewer import Viewer
from .viewer_page import ViewerPage
from .viewer_role_type_0 import ViewerRoleType0
from .wait_action import WaitAction
from .wait_action_type import WaitActionType
from .wait_for_change_action import WaitForChangeAction
from .wait_for_change_action_type import WaitForChangeActionType
from .wait_for_stable_action import WaitForStableAction
from .wait_for_stable_action_type import WaitForStableActionType
from .window import Window
from .window_page import WindowPage
from .window_region import WindowRegion
from .zoom_action import ZoomAction
from .zoom_action_type import ZoomActionType

__all__ = (
    "AccessibilityScope",
    "AcquireControl",
    "AcquireControlCyberdeskActor",
    "ActionBatch",
    "ActionBatchResult",
    "ActionBatchStopOn",
    "ActionEffectType1",
    "ActionResult",
    "ActionStatusType1",
    "ActorTypeType1",
    "ApiKey",
    "ApiKeyPage",
    "Application",
    "ApplicationPage",
    "BatchOutcomeType1",
    "BrowserConnection",
    "ClickAction",
    "ClickActionType",
    "Clipboard",
    "CloseWindowCyberdeskActor",
    "Command",
    "CommandEndEvent",
    "CommandEndEventType",
    "CommandGapEvent",
    "CommandGapEventType",
    "CommandInput",
    "CommandOutputEvent",
    "CommandOutputEventStreamType0",
    "CommandOutputEventType",
    "CommandPage",
    "CommandRequest",
    "CommandSignal",
    "CommandStateType1",
    "ConnectDesktop",
    "Connection",
    "ConnectionEndpoints",
    "Control",
    "ControlHolder",
    "Cost",
    "CreateBrowserConnection",
    "CreateDesktop",
    "CreateDirectory",
    "CreatedKey",
    "CreatedPreview",
    "CreatedStream",
    "CreateFileLink",
    "CreateFileLinkMethod",
    "CreateKey",
    "CreatePreview",
    "CreateStream",
    "Deadline",
    "Desktop",
    "DesktopPage",
    "DesktopSpace",
    "DesktopSpaceType",
    "DesktopStateType1",
    "Display",
    "DisplaySize",
    "DragAction",
    "DragActionType",
    "Element",
    "ElementAction",
    "ElementActionType",
    "ElementList",
    "ElementOperation",
    "Environment",
    "Event",
    "EventTypeType1",
    "FieldError",
    "FileChangedEvent",
    "FileChangedEventType",
    "FileChangeType1",
    "FileInfo",
    "FileInfoPage",
    "FileLink",
    "FileMatch",
    "FileSearchResult",
    "FileTransfer",
    "FileTypeType1",
    "FileWatchGapEvent",
    "FileWatchGapEventType",
    "FileWatchReadyEvent",
    "FileWatchReadyEventType",
    "Fit",
    "FocusWindowAction",
    "FocusWindowActionType",
    "FocusWindowCyberdeskActor",
    "GetControlCyberdeskActor",
    "GetOpenApiDocumentResponse200",
    "GridSpace",
    "GridSpaceType",
    "Health",
    "HealthStatus",
    "ImageFormat",
    "ImageSpace",
    "ImageSpaceType",
    "InlineImage",
    "KeyAction",
    "KeyActionType",
    "KeyDownAction",
    "KeyDownActionType",
    "KeyUpAction",
    "KeyUpActionType",
    "Labels",
    "LaunchAction",
    "LaunchActionType",
    "LaunchApplication",
    "LaunchApplicationCyberdeskActor",
    "LaunchedApplication",
    "Mark",
    "MaximizeWindowCyberdeskActor",
    "Me",
    "MinimizeWindowCyberdeskActor",
    "MouseButton",
    "MouseDownAction",
    "MouseDownActionType",
    "MouseUpAction",
    "MouseUpActionType",
    "MoveAction",
    "MoveActionType",
    "MoveWindow",
    "MoveWindowCyberdeskActor",
    "NameMatch",
    "Observation",
    "OnExpire",
    "OpenUrlAction",
    "OpenUrlActionType",
    "Organization",
    "PerformActionsCyberdeskActor",
    "Point",
    "Preview",
    "PreviewPage",
    "PrincipalTypeType1",
    "Problem",
    "Readiness",
    "ReadinessChecks",
    "Recording",
    "RecordingPage",
    "RecordingStateType1",
    "Region",
    "RegionPage",
    "ReleaseControlCyberdeskActor",
    "ResizeWindow",
    "ResizeWindowCyberdeskActor",
    "RestoreWindowCyberdeskActor",
    "Scope",
    "ScreenRegion",
    "ScreenshotAction",
    "ScreenshotActionType",
    "ScrollAction",
    "ScrollActionType",
    "ScrollUnit",
    "SendSignal",
    "SetClipboard",
    "SetClipboardAction",
    "SetClipboardActionType",
    "SetClipboardCyberdeskActor",
    "Settle",
    "Size",
    "SizePage",
    "StartRecording",
    "Stream",
    "StreamPage",
    "StreamRole",
    "TerminalSize",
    "ThumbnailMoment",
    "TimelineActor",
    "TimelineEntry",
    "TimelineEntryActionsItem",
    "TimelineEntryPage",
    "TimelineSourceType1",
    "TypeAction",
    "TypeActionType",
    "TypeMethod",
    "UnpackedArchive",
    "UpdateDesktop",
    "UpdateDisplayCyberdeskActor",
    "UsageAmounts",
    "UsageDay",
    "UsageDesktop",
    "UsageReport",
    "Version",
    "Viewer",
    "ViewerPage",
    "ViewerRoleType0",
    "WaitAction",
    "WaitActionType",
    "WaitForChangeAction",
    "WaitForChangeActionType",
    "WaitForStableAction",
    "WaitForStableActionType",
    "Window",
    "WindowPage",
    "WindowRegion",
    "ZoomAction",
    "ZoomActionType",
)
