// Which part of the window must be drawn again: compares what the panels want drawn with what they wanted in
// the frame before, one ImGui window at a time, so that a ticking clock costs its bar and a panned map costs
// the map. UI thread; between ImGui::Render and the drawing.
#pragma once
#include <cstdint>
#include <vector>

#include "console/scene/camera.hpp"

struct ImDrawData;

namespace anxin {

class PanelDamage {
 public:
  // Rectangles (window px) of windows that are new, gone or different. Forgets nothing.
  [[nodiscard]] std::vector<PixelRect> changed(const ImDrawData& data);
  void forget() { seen_.clear(); }

 private:
  struct Seen {
    std::uint64_t hash;
    PixelRect box;
  };
  std::vector<Seen> seen_;
};

// Whole pixels, inside w x h, none overlapping another; few: rectangles that meet become one.
[[nodiscard]] std::vector<PixelRect> tidied(const std::vector<PixelRect>& rects, int w, int h);

}  // namespace anxin
