#include "console/window/bench.hpp"

#include <imgui.h>

#include <chrono>
#include <cmath>

#include "console/window/fonts.hpp"
#include "console/window/glyph_keeper.hpp"
#include "console/window/offscreen.hpp"
#include "console/window/screen.hpp"
#include "console/window/view_file.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

constexpr double kBudgetMs = 28;     // as the window's
constexpr double kMetresPerPx = 30;  // the scale of UX's picture of the desk: inside the fifth ring
const LonLat kCentre = LonLat::of_degrees(116.38, 39.92);
constexpr double kFrameMs = 4;  // the soonest a hand's next movement comes, as a mouse reports it
constexpr int kPanStepPx = 12;  // 720 px/s at 60 frames

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// The screen and what a person's hand does to it.
class Hand {
 public:
  Hand(DeskScreen& screen, const Frame& frame, int w, int h) : screen_(screen), frame_(frame), w_(w), h_(h) {}

  Result<double> step() {
    const double start = now_ms();
    screen_.begin_off_screen(w_, h_, 1.0f / 60);
    Outbox outbox;
    auto drawn = screen_.draw(frame_, seconds_, kBudgetMs, outbox);
    if (!drawn) return std::unexpected(drawn.error());
    finish_drawing();
    seconds_ += 1.0 / 60;
    exact_ = drawn->exact;
    return now_ms() - start;
  }
  Status settle(double* took_ms) {
    const double start = now_ms();
    for (int i = 0; i < 200; ++i) {
      auto ms = step();
      if (!ms) return std::unexpected(ms.error());
      if (exact_) break;
    }
    if (took_ms != nullptr) *took_ms = std::max(*took_ms, now_ms() - start);
    return {};
  }
  [[nodiscard]] bool exact() const { return exact_; }

 private:
  DeskScreen& screen_;
  const Frame& frame_;
  int w_, h_;
  double seconds_ = 1;
  bool exact_ = false;
};

// Drags the map right, down, left and up in turns, as a person looking round does.
Status pan(Hand& hand, DeskScreen& screen, int frames, std::vector<double>& out) {
  for (int i = 0; i < frames; ++i) {
    ViewState& view = screen.view();
    const double step = kPanStepPx * screen.camera().metres_per_px;
    const int leg = i / 45 % 4;
    view.camera_x += leg == 0 ? step : leg == 2 ? -step : 0;
    view.camera_y += leg == 1 ? step : leg == 3 ? -step : 0;
    const auto ms = hand.step();
    if (!ms) return std::unexpected(ms.error());
    out.push_back(*ms);
  }
  return {};
}

// Wheels in and out through the middle, one notch of 1.25 a frame: eight in, eight out.
Status zoom(Hand& hand, DeskScreen& screen, int frames, FrameTimes& times) {
  for (int i = 0; i < frames; ++i) {
    screen.view().metres_per_px *= i / 8 % 2 == 0 ? 1 / 1.25 : 1.25;
    const auto ms = hand.step();
    if (!ms) return std::unexpected(ms.error());
    times.zoom_ms.push_back(*ms);
    times.zoom_exact += hand.exact() ? 1 : 0;
    if (i % 8 == 7) {
      if (Status settled = hand.settle(&times.settle_ms); !settled) return settled;
    }
  }
  return {};
}

// A screen with its fonts; the context is current.
Result<std::unique_ptr<DeskScreen>> make_screen(const Frame& frame, const ViewState& view = {}) {
  const auto fonts = find_fonts();
  if (!fonts) return std::unexpected(fonts.error());
  auto screen = DeskScreen::create(*fonts, view);
  if (!screen) return std::unexpected(screen.error());
  const auto atlas =
      load_atlas({*fonts, 1, characters_of(frame.world.registry.get(), frame.pack.get())}, cache_folder());
  if (!atlas) return std::unexpected(atlas.error());
  (*screen)->use_atlas(*atlas);
  return screen;
}

}  // namespace

Result<ScrubTimes> bench_scrub(DeskSession& session, int w, int h, int days,
                               const std::function<void(double ms)>& rest) {
  const auto context = OffscreenContext::create();
  if (!context) return std::unexpected(context.error());
  Frame frame = session.frame();
  const auto screen = make_screen(frame);
  if (!screen) return std::unexpected(screen.error());
  Hand hand(**screen, frame, w, h);
  if (Status settled = hand.settle(nullptr); !settled) return std::unexpected(settled.error());
  ScrubTimes out;
  Day hand_at = frame.today, shown = frame.as_of;
  double shown_at = now_ms();
  while (static_cast<int>(out.between_ms.size()) < days) {
    const double start = now_ms();
    (*screen)->view().as_of = --hand_at;
    session.handle({}, (*screen)->view());
    frame = session.frame();
    const bool another = frame.as_of != shown && frame.world.risk && frame.world.risk->as_of == frame.as_of;
    if (const auto drawn = hand.step(); !drawn) return std::unexpected(drawn.error());
    const double end = now_ms();
    if (another) {
      out.between_ms.push_back(end - shown_at);
      out.draw_ms.push_back(end - start);
      shown = frame.as_of, shown_at = end;
    } else if (end - start < kFrameMs) {
      rest(kFrameMs - (end - start));
    }
  }
  return out;
}

MapXY bench_centre() { return to_map(kCentre); }

Result<FrameTimes> bench_frames(const Frame& frame, const ViewState& view, int w, int h, int frames) {
  const auto context = OffscreenContext::create();
  if (!context) return std::unexpected(context.error());
  const auto screen = make_screen(frame, view);
  if (!screen) return std::unexpected(screen.error());
  Hand hand(**screen, frame, w, h);
  FrameTimes times;
  if (Status settled = hand.settle(nullptr); !settled) return std::unexpected(settled.error());
  const MapXY centre = bench_centre();
  (*screen)->view().metres_per_px = kMetresPerPx;
  (*screen)->view().camera_x = centre.x(), (*screen)->view().camera_y = centre.y();
  if (Status settled = hand.settle(nullptr); !settled) return std::unexpected(settled.error());
  if (Status done = pan(hand, **screen, frames, times.pan_ms); !done) return std::unexpected(done.error());
  if (Status done = zoom(hand, **screen, frames, times); !done) return std::unexpected(done.error());
  for (int i = 0; i < frames; ++i) {
    const auto ms = hand.step();
    if (!ms) return std::unexpected(ms.error());
    times.idle_ms.push_back(*ms);
  }
  return times;
}

}  // namespace anxin
