#include "console/render/watermark.hpp"

#include <cmath>

namespace anxin {
namespace {

constexpr float kEm = 34, kTurn = -24, kStepX = 230, kStepY = 100;
constexpr int kOpacity = 51;  // of 255: a fifth

}  // namespace

Status Watermark::draw(const Projection& to, const Style& style, float ui_scale) {
  if (!words_) {
    words_.emplace();
    if (Status made = words_->create(fonts_); !made) {
      words_.reset();
      return made;
    }
  }
  const MapXY zero = MapXY::of_metres(0, 0);
  if (ui_ != ui_scale) {
    ui_ = ui_scale;
    Label word;
    word.text = "演练 DRILL";
    word.em_px = kEm * ui_scale;
    word.angle_deg = kTurn;
    placed_.labels = {word};
    placed_.camera.centre = zero;
    placed_.camera.metres_per_px = 1;
    placed_.camera.view = {};
    ++placed_.revision;
  }
  (void)words_->update(placed_, zero);
  const LabelLayer::Inks inks{0, with_alpha(style.text, kOpacity), 0};
  // A word reaches beyond its cell: those whose middles lie one cell outside count.
  const double w = kStepX * ui_scale, h = kStepY * ui_scale;
  const auto first = [](int low, double step) { return static_cast<int>(std::floor(low / step)) - 1; };
  for (int j = first(to.wanted.y0, h); j * h <= to.wanted.y1 + h; ++j) {
    for (int i = first(to.wanted.x0, w); i * w <= to.wanted.x1 + w; ++i) {
      const int x = static_cast<int>(std::lround((i + 0.5) * w)),
                y = static_cast<int>(std::lround((j + 0.5) * h));
      const PixelBox& b = to.wanted;
      words_->draw({to.metres_per_px, {b.x0 - x, b.y0 - y, b.x1 - x, b.y1 - y}}, inks, {LabelKind::District});
    }
  }
  return {};
}

}  // namespace anxin
