// Which part of the window must be drawn again: compares what the panels want drawn with what they wanted in
// the frame before, in squares of 32 px, so that a ticking clock costs its digits and a panned map costs the
// map. UI thread; between ImGui::Render and the drawing.
#pragma once
#include <cstdint>
#include <vector>

#include "console/scene/camera.hpp"

struct ImDrawData;

namespace anxin {

class PanelDamage {
 public:
  // Rectangles (window px, of whole squares, none overlapping another) in which something is new, gone or
  // different. Remembers what it was given.
  [[nodiscard]] std::vector<PixelRect> changed(const ImDrawData& data);
  void forget() { seen_.clear(); }

 private:
  struct Box {  // squares, half open
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  };
  struct Seen {  // one ImGui window
    std::uint64_t hash = 0;
    Box box;
    std::vector<std::uint64_t> squares;  // of the box, row by row: what is drawn in each, in its order

    [[nodiscard]] std::uint64_t at(int x, int y) const;
  };
  static Seen look(const ImDrawData& data, int list, int columns, int rows);
  static void hash_squares(const ImDrawData& data, int list, Seen& seen);

  std::vector<Seen> seen_;
};

// What of `area` lies outside `hole`: up to four rectangles.
[[nodiscard]] std::vector<PixelRect> outside(const PixelRect& area, const PixelRect& hole);

// Whole pixels, inside w x h; few: two become one where drawing what lies between them costs less than
// another pass over the panels.
[[nodiscard]] std::vector<PixelRect> tidied(const std::vector<PixelRect>& rects, int w, int h);

}  // namespace anxin
