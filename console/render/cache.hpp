// Which part of an endless map a texture holds: a rectangle of whole map pixels, kept in a texture whose
// edges meet (a pixel lies at its coordinates modulo the texture's size), so that panning draws only the
// strip that comes in and copies nothing. Pure values, no GL; any thread. Pixel coordinates: x east, y north,
// from the scene's origin at one scale.
#pragma once
#include <vector>

namespace anxin {

struct PixelBox {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // half open
  [[nodiscard]] int w() const { return x1 - x0; }
  [[nodiscard]] int h() const { return y1 - y0; }
  [[nodiscard]] bool empty() const { return x1 <= x0 || y1 <= y0; }
  [[nodiscard]] bool contains(const PixelBox& b) const {
    return b.x0 >= x0 && b.y0 >= y0 && b.x1 <= x1 && b.y1 <= y1;
  }
  friend bool operator==(const PixelBox&, const PixelBox&) = default;
};
[[nodiscard]] PixelBox intersection(const PixelBox& a, const PixelBox& b);

// The pieces of `box` that lie unbroken in a texture of w x h: where in the map, and where in the texture.
struct Piece {
  PixelBox map;
  int x = 0, y = 0;
};
[[nodiscard]] std::vector<Piece> pieces(const PixelBox& box, int w, int h);

// What to draw so that `view` is held, given that `held` is: nothing when it is; strips along the sides when
// the two overlap; the view itself when they do not. `held` becomes what is held afterwards; it never
// outgrows w x h.
struct Growth {
  std::vector<PixelBox> draw;
  PixelBox held;
};
[[nodiscard]] Growth grow(const PixelBox& held, const PixelBox& view, int w, int h);

// The next strip to draw ahead of need: along the side whose margin is smallest, at most `thick` px; empty
// when every margin is wide enough for a texture of w x h. `dx`, `dy`: how the view moved lately; sides it
// moves away from are served last.
[[nodiscard]] PixelBox ahead(const PixelBox& held, const PixelBox& view, int w, int h, int thick, int dx,
                             int dy);

// What is held once `strip`, drawn along one side of `held`, is there: the far side gives way where the
// texture is full.
[[nodiscard]] PixelBox extended(const PixelBox& held, const PixelBox& strip, int w, int h);

}  // namespace anxin
