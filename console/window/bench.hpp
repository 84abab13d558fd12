// Measures frames of the whole desk screen off screen: panning and zooming along a fixed path, each frame
// from the pointer's move to the last pixel drawn. For tests/bench; not part of the product's screen.
#pragma once
#include <functional>
#include <vector>

#include "console/desk/session.hpp"

namespace anxin {

struct FrameTimes {
  std::vector<double> pan_ms, zoom_ms, idle_ms;  // one a frame, in the order drawn
  int zoom_exact = 0;                            // zoom frames that were exact at once
  double settle_ms = 0;                          // longest time from the last zoom step to the exact map
};

// Where frames are measured: where the projects stand closest; the peer's too.
[[nodiscard]] MapXY bench_centre();
// Everything must be loaded (DeskSession::wait_ready). `frames` of each kind at w x h, from `view`.
[[nodiscard]] Result<FrameTimes> bench_frames(const Frame& frame, const ViewState& view, int w, int h,
                                              int frames);

// Milliseconds from one day drawn to the next, and those of drawing one.
struct ScrubTimes {
  std::vector<double> between_ms, draw_ms;
};

// The strip of days dragged backwards from today, one day a movement of the hand, as the window runs it: the
// newest day that is worked out is drawn, days passed over meanwhile are not. Ends after `days` drawn. `rest`
// waits that many milliseconds for the hand's next movement.
[[nodiscard]] Result<ScrubTimes> bench_scrub(DeskSession& session, int w, int h, int days,
                                             const std::function<void(double ms)>& rest);

}  // namespace anxin
