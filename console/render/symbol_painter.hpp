// Project symbols painted by the processor: each kind of symbol is drawn once as a small picture, then copied
// to its whole pixel wherever a project stands. On the software rasteriser a point sprite costs 0.3-3 us a
// piece, a copy 0.05 us (measured, README); with a graphics card the finished layer is one upload. Pure, no
// GL; one thread an object.
#pragma once
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "console/render/symbol_choice.hpp"

namespace anxin {

// Premultiplied colour, bytes b, g, r, a in memory (as gl::Target).
using Bgra = std::uint32_t;

// One kind of symbol: a square of 2 * reach + 1 px around its centre.
struct Sprite {
  int reach = 0;
  std::vector<Bgra> pixels;
};

// Every kind of symbol for one theme, scale band and UI scale.
class Sprites {
 public:
  void make(const Style& style, ScaleBand band, float ui);
  // With `rings` a symbol that has a ring of seven is that ring, its grade as the core; made when first asked
  // for.
  [[nodiscard]] const Sprite& of(const Symbol& symbol, bool rings);

 private:
  const Sprite& ring_of(const Symbol& symbol);
  std::array<Sprite, std::size_t{5} * 4 * 2> sprites_;  // grade, rings, dimmed
  std::array<Sprite, 4> states_;                        // by SafeguardState
  std::unordered_map<std::uint32_t, Sprite> rings_;     // ring and grade
  Style style_;
  Theme theme_{};
  bool colour_aid_ = false;
  ScaleBand band_{};
  float ui_ = 0;
};

class SymbolPainter {
 public:
  // Takes over the scene's symbols; says which rows differ when they are few.
  struct Change {
    bool many = false;
    std::vector<std::uint32_t> rows;  // when not many
    std::vector<Symbol> before;       // parallel to rows
  };
  [[nodiscard]] Change update(const Scene& scene);

  // Paints what falls into `to.wanted`, rows from south to north. Valid until the next call.
  struct Layer {
    int w = 0, h = 0;
    const Bgra* pixels = nullptr;
    std::size_t symbols = 0;
    // Runs of touched squares of kTile px: column, row, and how many columns.
    struct Run {
      int column, row, columns;
    };
    std::vector<Run> touched;
  };
  static constexpr int kTile = 64;
  [[nodiscard]] const Layer& paint(const Projection& to, ScaleBand band, const Style& style, float ui,
                                   bool rings = false);

 private:
  void stamp(const Sprite& sprite, int x, int y);

  SymbolGrid grid_;
  SymbolChoice choice_;
  Sprites sprites_;
  std::vector<Symbol> held_;
  std::uint64_t revision_ = 0;
  std::vector<std::uint32_t> chosen_;
  std::vector<Bgra> pixels_;
  std::vector<std::uint8_t> tiles_;
  int tile_columns_ = 0;
  Layer layer_;
};

}  // namespace anxin
