#include <fmt/format.h>

#include "console/window/fonts.hpp"
#include "console/window/glyph_keeper.hpp"
#include "console/window/offscreen.hpp"
#include "console/window/screen.hpp"
#include "console/window/screen_options.hpp"
#include "console/window/view_file.hpp"
#include "console/window/window.hpp"

namespace anxin {
namespace {

constexpr int kMostFrames = 12;  // panels may need a few to know their own sizes; then nothing moves any more
constexpr int kLargest = 16384;

}  // namespace

Result<Picture> snapshot(DeskSession& session, const ScreenOptions& options) {
  if (options.w < 320 || options.h < 240 || options.w > kLargest || options.h > kLargest) {
    return fail(ErrorCode::Usage, fmt::format("图片大小须在 320×240 和 {0}×{0} 之间。", kLargest),
                fmt::format("The size of the picture must lie between 320x240 and {0}x{0}.", kLargest));
  }
  const auto fonts = find_fonts();
  if (!fonts) return std::unexpected(fonts.error());
  const auto context = OffscreenContext::create();
  if (!context) return std::unexpected(context.error());
  session.wait_ready();
  ViewState view = view_from(options, {});
  if (Status placed = place_selection(session.frame(), options, view); !placed)
    return std::unexpected(placed.error());
  session.handle({}, view);
  session.wait_ready();
  const Frame frame = session.frame();
  auto screen = DeskScreen::create(*fonts, view);
  if (!screen) return std::unexpected(screen.error());
  const auto atlas = load_atlas(
      {*fonts, view.ui_scale, characters_of(frame.world.registry.get(), frame.pack.get())}, cache_folder());
  if (!atlas) return std::unexpected(atlas.error());
  (*screen)->use_atlas(*atlas);
  for (int i = 0; i < kMostFrames; ++i) {
    (*screen)->begin_off_screen(options.w, options.h, 1.0f / 60);
    Outbox outbox;
    const auto drawn = (*screen)->draw(frame, 0, MapRenderer::kNoLimit, outbox);
    if (!drawn) return std::unexpected(drawn.error());
    if (i > 2 && drawn->exact && !drawn->drew) break;
  }
  return (*screen)->canvas().read();
}

}  // namespace anxin
