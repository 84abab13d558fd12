// Boxes already taken on a plane of pixels, hashed by 128 px cells, and how wide a name will be: what placing
// names without collisions rests on. Private to console/scene.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "console/scene/camera.hpp"

namespace anxin {

// A Chinese character is an em wide, a digit or letter of the bold face 0.59 em (UX 2).
[[nodiscard]] inline float text_width(std::string_view text, float em) {
  float ems = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    ems += bytes == 1 ? 0.59f : 1.0f;
    i += bytes;
  }
  return ems * em;
}

class Taken {
 public:
  static constexpr int kNobody = -1;

  // `owner`: whose own boxes do not count.
  [[nodiscard]] bool meets(const PixelRect& box, int owner = kNobody) const {
    bool found = false;
    visit(box, [&](std::int64_t key) {
      const auto cell = cells_.find(key);
      if (cell == cells_.end()) return;
      for (const auto& [other, whose] : cell->second) {
        found |= (owner == kNobody || whose != owner) && box.x < other.x + other.w &&
                 other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h;
      }
    });
    return found;
  }
  [[nodiscard]] bool empty() const { return cells_.empty(); }
  void add(const PixelRect& box, int owner = kNobody) {
    visit(box, [&](std::int64_t key) { cells_[key].emplace_back(box, owner); });
  }

 private:
  template <class F>
  static void visit(const PixelRect& box, F f) {
    const auto cell = [](float v) { return static_cast<std::int64_t>(std::floor(v / 128)); };
    for (std::int64_t y = cell(box.y); y <= cell(box.y + box.h); ++y) {
      for (std::int64_t x = cell(box.x); x <= cell(box.x + box.w); ++x) f(y * 1'000'003 + x);
    }
  }
  std::unordered_map<std::int64_t, std::vector<std::pair<PixelRect, int>>> cells_;
};

}  // namespace anxin
