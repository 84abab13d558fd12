// 演练 DRILL over the whole map of a drill (UX 7): 34 px bold, turned by -24 degrees, at 20 % of the text's
// colour, on a grid of 230x100 px that hangs on the map's pixels. Drawn into the cached picture like the
// names, so that a frame that only pans pays for its strip. Thread: the one whose context is current.
#pragma once
#include <optional>

#include "console/render/label_layer.hpp"

namespace anxin {

class Watermark {
 public:
  // The fonts are opened when the first drill is drawn.
  explicit Watermark(MapFonts fonts) : fonts_(std::move(fonts)) {}
  // Within the rectangle of the projection; scissor, viewport and blending are set.
  [[nodiscard]] Status draw(const Projection& to, const Style& style, float ui_scale);

 private:
  MapFonts fonts_;
  std::optional<LabelLayer> words_;
  PlacedLabels placed_;
  float ui_ = 0;
};

}  // namespace anxin
