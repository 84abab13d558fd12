// Project symbols painted by the processor: each kind of symbol is drawn once as a small picture, then copied
// to its whole pixel wherever a project stands. On the software rasteriser a point sprite costs 0.3-3 us a
// piece, a copy 0.05 us (measured, README); with a graphics card the finished layer is one upload. Pure, no
// GL; one thread an object.
#pragma once
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "console/render/paint.hpp"
#include "console/render/symbol_choice.hpp"

namespace anxin {

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

  // Paints what falls into `to.wanted` over what the buffer holds; how many symbols.
  std::size_t paint_onto(PaintBuffer& buffer, const Projection& to, ScaleBand band, const Style& style,
                         float ui, bool rings = false);
  // The same into an empty layer; valid until the next call.
  using Layer = PaintedLayer;
  [[nodiscard]] const Layer& paint(const Projection& to, ScaleBand band, const Style& style, float ui,
                                   bool rings = false);

 private:
  SymbolGrid grid_;
  SymbolChoice choice_;
  Sprites sprites_;
  std::vector<Symbol> held_;
  std::uint64_t revision_ = 0;
  std::vector<std::uint32_t> chosen_;
  PaintBuffer buffer_;
};

}  // namespace anxin
