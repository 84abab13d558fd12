#include "console/window/map_alone.hpp"

#include "console/render/map_renderer.hpp"

namespace anxin {

Result<PageMap> map_alone(DeskScreen& screen, const Frame& frame, int w, int h) {
  constexpr int kMostFrames = 6;
  const ViewState before = screen.view();
  screen.view().theme = static_cast<std::uint8_t>(Theme::Light);
  screen.panel_state().tools.map_alone = true;
  Status done;
  for (int i = 0; done && i < kMostFrames; ++i) {
    screen.begin_off_screen(w, h, 1.0F / 60);
    Outbox none;
    const auto drawn = screen.draw(frame, 0, MapRenderer::kNoLimit, none);
    if (!drawn) done = std::unexpected(drawn.error());
    if (drawn && drawn->exact && !drawn->drew) break;
  }
  PageMap map;
  if (done) {
    Picture picture = screen.canvas().read();
    map = {picture.w, picture.h, std::move(picture.rgba), screen.camera().metres_per_px};
  }
  screen.panel_state().tools.map_alone = false;
  screen.view() = before;
  screen.draw_all_next();
  if (!done) return std::unexpected(done.error());
  return map;
}

}  // namespace anxin
