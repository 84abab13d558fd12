// Measures frames of the whole desk screen off screen: panning and zooming along a fixed path, each frame
// from the pointer's move to the last pixel drawn. For tests/bench; not part of the product's screen.
#pragma once
#include <vector>

#include "console/desk/session.hpp"

namespace anxin {

struct FrameTimes {
  std::vector<double> pan_ms, zoom_ms, idle_ms;  // one a frame, in the order drawn
  int zoom_exact = 0;                            // zoom frames that were exact at once
  double settle_ms = 0;                          // longest time from the last zoom step to the exact map
};

// Everything must be loaded (DeskSession::wait_ready). `frames` of each kind at w x h.
[[nodiscard]] Result<FrameTimes> bench_frames(DeskSession& session, int w, int h, int frames);

// Another day each step, backwards from today, as the strip of days is dragged: from the asking to the last
// pixel of the frame that shows it. Milliseconds a step.
[[nodiscard]] Result<std::vector<double>> bench_scrub(DeskSession& session, int w, int h, int days);

}  // namespace anxin
