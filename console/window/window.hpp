// The console on a screen and the same screen as a picture: opens a window on a desk session and runs until
// it is closed, or draws one exact frame off screen. UI thread: the one that calls.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "console/desk/session.hpp"
#include "console/render/canvas.hpp"

namespace anxin {

// What the words of the command line say about the view; what they leave out comes from the window's memory
// or the defaults.
struct ScreenOptions {
  int w = 1920, h = 1080;
  bool size_given = false;
  std::optional<std::uint8_t> theme;        // 0 dark, 1 light
  std::optional<std::string> language;      // zh, en
  std::optional<std::string> select;        // project id
  std::optional<float> ui_scale;            // 0.5 - 4
  std::optional<double> scale_denominator;  // 1:n; centred on the selection
};

// Runs until the window is closed or the process is told to end (SIGTERM, SIGINT); the window's state is
// saved then. The session's `wake` should be wake_window.
[[nodiscard]] Status run_console(DeskSession& session, const ScreenOptions& options);
// From any thread: the console looks for news at once. Harmless before and after.
void wake_window();

// Waits until everything is loaded, then draws the screen off screen. NotFound when the selection is not in
// the store.
[[nodiscard]] Result<Picture> snapshot(DeskSession& session, const ScreenOptions& options);

}  // namespace anxin
