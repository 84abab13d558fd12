// Project symbols on the graphics card: their rows in a buffer, a grid over them, and the choice of what to draw for one rectangle,
// mildest first, so that a graver one always lies on top whatever the order of the rows. Where many of one low grade pile up
// within two pixels one stands for all; severe and high ones are never left out. Counts never come from here.
// Thread: the one whose context is current.
#pragma once
#include <cstdint>
#include <vector>

#include "console/render/cache.hpp"
#include "console/render/gl.hpp"
#include "console/scene/scene.hpp"

namespace anxin {

// From map metres (relative to the scene's origin) to the pixels of one rectangle of the cached map.
struct Projection {
  double metres_per_px = 100;
  PixelBox box;             // the viewport: wider than what is wanted, since a point whose centre is outside is not drawn
  PixelBox wanted;          // what the scissor lets through
  [[nodiscard]] float lower_x_m() const { return static_cast<float>(box.x0 * metres_per_px); }
  [[nodiscard]] float lower_y_m() const { return static_cast<float>(box.y0 * metres_per_px); }
  [[nodiscard]] float to_ndc_x() const { return static_cast<float>(2.0 / (box.w() * metres_per_px)); }
  [[nodiscard]] float to_ndc_y() const { return static_cast<float>(2.0 / (box.h() * metres_per_px)); }
};

// Buckets of a uniform grid over positions; which rows lie near a rectangle.
class SymbolGrid {
 public:
  void build(const std::vector<Symbol>& symbols);
  // Appends every row within the rectangle (metres), and some outside it.
  void near(float x0, float y0, float x1, float y1, std::vector<std::uint32_t>& out) const;

 private:
  std::vector<std::uint32_t> first_, rows_;
  float x_ = 0, y_ = 0, cell_ = 1;
  int columns_ = 0, lines_ = 0;
};

// The rows to draw for `box`, in drawing order (draw_rank ascending, then row). Pure.
class SymbolChoice {
 public:
  void choose(const std::vector<Symbol>& symbols, const SymbolGrid& grid, const Projection& to, ScaleBand band, float ui,
              std::vector<std::uint32_t>& out);

 private:
  std::vector<std::uint32_t> near_, by_rank_[5];
  std::vector<std::uint8_t> taken_;
};

class SymbolLayer {
 public:
  [[nodiscard]] Status create();
  // Brings the buffer up to date and says what differs: bytes uploaded, and which rows (old and new state) when they are few.
  struct Change {
    std::size_t bytes = 0;
    bool many = false;
    std::vector<std::uint32_t> rows;   // when not many
    std::vector<Symbol> before;        // parallel to rows
  };
  [[nodiscard]] Change update(const Scene& scene);
  // Draws into the bound target. Returns how many symbols.
  std::size_t draw(const Projection& to, ScaleBand band, const Style& style, float ui);

 private:
  gl::Program program_;
  gl::Buffer rows_, order_;
  gl::VertexArray array_;
  SymbolGrid grid_;
  SymbolChoice choice_;
  std::vector<Symbol> held_;           // what the buffer holds
  std::uint64_t revision_ = 0;
  std::vector<std::uint32_t> chosen_;
};

// How far a symbol may reach from its centre, px: keyline, rings and softness included.
[[nodiscard]] float symbol_reach(ScaleBand band, float ui);

}  // namespace anxin
