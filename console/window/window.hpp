// The console on a screen, and the same screen as a picture: opens a window on a store and runs until it is
// closed, or draws one exact frame off screen. Thread: the one that calls, for the whole run.
#pragma once
#include <filesystem>
#include <string>

#include "console/desk/session.hpp"
#include "console/page/page.hpp"
#include "console/render/canvas.hpp"

namespace anxin {

struct ConsoleOptions {
  std::string language = "zh";  // zh, en
  bool wall = false;            // the wall's screen, over the whole of one monitor
  int monitor = 1;              // wall: which, as the system counts them
  double pitch_mm = 0;          // wall: of one pixel; 0: as the monitor says
};

// Runs until the window is closed or the process is told to end (SIGTERM, SIGINT). Size, place, theme,
// camera, filters and selection are those of the last time, and are kept for the next.
[[nodiscard]] Status run_console(DeskSession::Options session, const ConsoleOptions& options);

struct SnapshotOptions {
  bool wall = false;    // the wall's screen; its scale comes from the size and the pitch
  double pitch_mm = 0;  // 0: not known
  bool colour_aid = false;
  int width = 1920, height = 1080;
  Theme theme = Theme::Dark;
  std::string language = "zh";
  float ui_scale = 1;
  std::string select;             // project id; empty: none
  std::string incident;           // of the dispatch view, to select; empty: none
  std::optional<Instant> replay;  // of the incident: as known at this moment; empty: now
  double scale = 0;               // 1:n, centred on the selection; 0: the whole city
  ViewTab tab = ViewTab::Risk;
  std::optional<Safeguard> safeguard;  // the coverage view's; the map is coloured by it
  std::optional<Day> as_of;            // empty: the clock's day
  bool then_known = false;
  std::filesystem::path import;  // with the preview of this file; empty: none
};

// Waits until everything is loaded, draws the screen off screen and writes a PNG. Fails with the store's own
// error when it cannot be opened, NotFound when the selection is not in it.
[[nodiscard]] Status snapshot(DeskSession::Options session, const SnapshotOptions& options,
                              const std::filesystem::path& out);
// The page of a view as PDF (console/page): its map drawn off screen for that paper. Size, theme and scale of
// the options are the page's own. Usage for a view that has no page.
[[nodiscard]] Status page(DeskSession::Options session, SnapshotOptions options, Paper paper,
                          const std::filesystem::path& out);
[[nodiscard]] Result<Picture> draw_snapshot(DeskSession& session, const SnapshotOptions& options);

}  // namespace anxin
