// Chips in a line that wraps.
#pragma once
#include "console/panels/widgets.hpp"

namespace anxin {

class ChipFlow {
 public:
  ChipFlow(const Kit& k, float x0, float x1, float y) : k_(k), x0_(x0), x1_(x1), x_(x0), y_(y) {}
  void add(std::string_view text, ChipLook look, Colour32 fill = 0, Colour32 ink = 0) {
    const float w = chip_width(k_, text, look == ChipLook::Plain ? Type::Meta : Type::BodyBold);
    if (x_ + w > x1_ && x_ > x0_) {
      x_ = x0_;
      y_ += k_.px(30);
    }
    x_ += chip(k_, x_, y_, text, look, fill, ink) + k_.px(6);
  }
  [[nodiscard]] float bottom() const { return y_ + k_.px(12); }

 private:
  const Kit& k_;
  float x0_, x1_, x_, y_;
};

}  // namespace anxin
