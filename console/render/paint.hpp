// A picture painted by the processor for one rectangle of the map: symbols stamped, lines, circles, polygons
// and text with soft edges, and which squares of it hold anything. On the software rasteriser a symbol costs
// 0.05 us this way and a segment of road 0.2 us, a sixth of what triangles cost (README). All positions are
// pixels of the map (x east, y north, pixel (i, j) around i + 0.5, j + 0.5), so that neighbouring rectangles
// paint alike. Pure, no GL; one thread an object.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "console/render/cache.hpp"
#include "console/render/glyphs.hpp"
#include "console/scene/style.hpp"

namespace anxin {

// Premultiplied colour, bytes b, g, r, a in memory (as gl::Target).
using Bgra = std::uint32_t;

// A colour with how much of the pixel it covers, premultiplied, 0-1.
struct Paint {
  float r = 0, g = 0, b = 0, a = 0;
};
[[nodiscard]] Paint paint_of(Colour32 c, float cover);
[[nodiscard]] Paint over(Paint top, Paint below);
[[nodiscard]] Bgra packed(Paint p);
// How much of a pixel at that distance a disc, or a band round `middle`, covers.
[[nodiscard]] inline float disc(float away, float radius) { return radius + 0.5f - away; }
[[nodiscard]] inline float band_at(float away, float middle, float width) {
  return width / 2 + 0.5f - std::abs(away - middle);
}

// A square of 2 * reach + 1 px around its centre, rows from south to north.
struct Sprite {
  int reach = 0;
  std::vector<Bgra> pixels;
};
// `shape.at(x, y)` is its Paint at a pixel from the centre, y north.
template <class Shape>
void draw_sprite(Sprite& sprite, float reach, const Shape& shape) {
  sprite.reach = static_cast<int>(std::ceil(reach));
  sprite.pixels.clear();
  for (int y = -sprite.reach; y <= sprite.reach; ++y) {
    for (int x = -sprite.reach; x <= sprite.reach; ++x)
      sprite.pixels.push_back(packed(shape.at(static_cast<float>(x), static_cast<float>(y))));
  }
}

struct MapPoint {
  float x = 0, y = 0;
};

// What was painted; rows from south to north.
struct PaintedLayer {
  int w = 0, h = 0;
  const Bgra* pixels = nullptr;
  std::size_t symbols = 0;
  // Runs of touched squares of PaintBuffer::kTile px: column, row, and how many columns.
  struct Run {
    int column, row, columns;
  };
  std::vector<Run> touched;
};

class PaintBuffer {
 public:
  static constexpr int kTile = 64;

  void begin(const PixelBox& box);  // empty, and nothing painted
  // The centre of the sprite is pixel (x, y).
  void stamp(const Sprite& sprite, int x, int y);
  // A segment with round ends.
  void line(MapPoint a, MapPoint b, float width, Colour32 colour);
  // Dashes (length `on`, then `off`) or, with `on` 0, round dots, along a polyline from its start.
  void dashes(const std::vector<MapPoint>& line, float width, float on, float off, Colour32 colour);
  void circle(MapPoint centre, float radius, float width, Colour32 colour);
  // A box with round corners, filled, its border (width 0: none) inside the edge.
  struct Frame {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float corner = 0, border = 0;
  };
  void plate(const Frame& frame, Colour32 fill, Colour32 border);
  // Stripes at 45 degrees inside the rings (even-odd), `every` px apart.
  void hatch(const std::vector<std::vector<MapPoint>>& rings, float width, float every, Colour32 colour);
  // Centred on (x, y).
  void text(Glyphs& glyphs, std::string_view utf8, float em, bool bold, MapPoint centre, Colour32 colour);
  // Valid until the next begin().
  [[nodiscard]] const PaintedLayer& finish(std::size_t symbols = 0);

  [[nodiscard]] const PixelBox& bounds() const { return box_; }
  [[nodiscard]] bool meets(float x0, float y0, float x1, float y1) const {
    return x0 < static_cast<float>(box_.x1) && x1 > static_cast<float>(box_.x0) &&
           y0 < static_cast<float>(box_.y1) && y1 > static_cast<float>(box_.y0);
  }

 private:
  void make_room();
  void touch(int x0, int y, int x1);  // pixels x0 to x1 - 1 of one row, of the buffer
  void blend(int x, int y, Bgra opaque, float cover);

  PixelBox box_;
  bool blank_ = true;
  std::vector<Bgra> pixels_;
  std::vector<std::uint8_t> tiles_;
  int tile_columns_ = 0, tile_rows_ = 0;
  PaintedLayer layer_;
  std::vector<std::vector<float>> crossings_;  // hatch: by row
};

}  // namespace anxin
