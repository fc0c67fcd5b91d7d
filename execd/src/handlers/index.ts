import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { bindMachine } from './bind-machine.ts';
import { getDisplay } from './get-display.ts';
import { getHealth } from './get-health.ts';
import { getReadiness } from './get-readiness.ts';
import { getVersion } from './get-version.ts';
import { listFiles } from './list-files.ts';
import { openLiveView } from './open-live-view.ts';
import { performActions } from './perform-actions.ts';
import { readFile } from './read-file.ts';
import { runCommand } from './run-command.ts';
import { statFile } from './stat-file.ts';
import { takeScreenshot } from './take-screenshot.ts';
import { writeFile } from './write-file.ts';
import { acquireControl } from './acquire-control.ts';
import { getControl } from './get-control.ts';
import { releaseControl } from './release-control.ts';
import { appendFile } from './append-file.ts';
import { attachCommand } from './attach-command.ts';
import { closeCommandStdin } from './close-command-stdin.ts';
import { closeWindow } from './close-window.ts';
import { connectPort } from './connect-port.ts';
import { copyFile } from './copy-file.ts';
import { createDirectory } from './create-directory.ts';
import { deleteCommand } from './delete-command.ts';
import { deleteFile } from './delete-file.ts';
import { deleteRecording } from './delete-recording.ts';
import { disconnectViewer } from './disconnect-viewer.ts';
import { downloadArchive } from './download-archive.ts';
import { downloadRecording } from './download-recording.ts';
import { exportTimeline } from './export-timeline.ts';
import { findElements } from './find-elements.ts';
import { focusWindow } from './focus-window.ts';
import { getAccessibilityTree } from './get-accessibility-tree.ts';
import { getClipboard } from './get-clipboard.ts';
import { getCommand } from './get-command.ts';
import { getCursor } from './get-cursor.ts';
import { getImage } from './get-image.ts';
import { getRecording } from './get-recording.ts';
import { getTimeline } from './get-timeline.ts';
import { getTimelineThumbnail } from './get-timeline-thumbnail.ts';
import { launchApplication } from './launch-application.ts';
import { listApplications } from './list-applications.ts';
import { listCommands } from './list-commands.ts';
import { listRecordings } from './list-recordings.ts';
import { listViewers } from './list-viewers.ts';
import { listWindows } from './list-windows.ts';
import { maximizeWindow } from './maximize-window.ts';
import { minimizeWindow } from './minimize-window.ts';
import { moveFile } from './move-file.ts';
import { moveWindow } from './move-window.ts';
import { observeScreen } from './observe-screen.ts';
import { openBrowser } from './open-browser.ts';
import { resizeCommandPty } from './resize-command-pty.ts';
import { resizeWindow } from './resize-window.ts';
import { restoreWindow } from './restore-window.ts';
import { searchFiles } from './search-files.ts';
import { setClipboard } from './set-clipboard.ts';
import { signalCommand } from './signal-command.ts';
import { startRecording } from './start-recording.ts';
import { stopRecording } from './stop-recording.ts';
import { streamCommandOutput } from './stream-command-output.ts';
import { updateDisplay } from './update-display.ts';
import { uploadArchive } from './upload-archive.ts';
import { watchFiles } from './watch-files.ts';
import { writeCommandStdin } from './write-command-stdin.ts';
import { getMachineUse } from './get-machine-use.ts';
import { putMachineNetwork } from './put-machine-network.ts';

export const handlers = {
  putMachineNetwork,
  getMachineUse,
  writeCommandStdin,
  watchFiles,
  uploadArchive,
  updateDisplay,
  streamCommandOutput,
  stopRecording,
  startRecording,
  signalCommand,
  setClipboard,
  searchFiles,
  restoreWindow,
  resizeWindow,
  resizeCommandPty,
  openBrowser,
  observeScreen,
  moveWindow,
  moveFile,
  minimizeWindow,
  maximizeWindow,
  listWindows,
  listViewers,
  listRecordings,
  listCommands,
  listApplications,
  launchApplication,
  getTimelineThumbnail,
  getTimeline,
  getRecording,
  getImage,
  getCursor,
  getCommand,
  getClipboard,
  getAccessibilityTree,
  focusWindow,
  findElements,
  exportTimeline,
  downloadRecording,
  downloadArchive,
  disconnectViewer,
  deleteRecording,
  deleteFile,
  deleteCommand,
  createDirectory,
  copyFile,
  connectPort,
  closeWindow,
  closeCommandStdin,
  attachCommand,
  appendFile,
  releaseControl,
  getControl,
  acquireControl,
  bindMachine,
  getDisplay,
  getHealth,
  getReadiness,
  getVersion,
  listFiles,
  openLiveView,
  performActions,
  readFile,
  runCommand,
  statFile,
  takeScreenshot,
  writeFile,
} satisfies Handlers<Context>;
