// Which project symbols to draw for one rectangle and in what order: mildest first, so that a graver one
// always lies on top whatever the order of the rows. Where many of the low, unknown or middle grade pile up
// within two pixels one stands for all; severe and high ones are never left out. Counts never come from here.
// Pure; one thread an object.
#pragma once
#include <cstdint>
#include <vector>

#include "console/render/projection.hpp"
#include "console/scene/scene.hpp"

namespace anxin {

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

class SymbolChoice {
 public:
  // Rows in drawing order: draw_rank ascending, all dimmed ones before all others; within a rank by the
  // grid's cell and then by row, so that neighbouring rectangles draw an overlap alike.
  void choose(const std::vector<Symbol>& symbols, const SymbolGrid& grid, const Projection& to,
              ScaleBand band, float ui, std::vector<std::uint32_t>& out);

 private:
  static constexpr int kRanks = 5;
  std::vector<std::uint32_t> near_, by_rank_[2 * kRanks];
  std::vector<std::uint8_t> taken_;
};

// How far a symbol may reach from its centre, px: keyline, rings and softness included.
[[nodiscard]] float symbol_reach(ScaleBand band, float ui);

}  // namespace anxin
