#include "console/render/cache.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <utility>

namespace anxin {
namespace {

// The slow, obvious twin: remembers for each texel which map pixel was drawn there last.
class Twin {
 public:
  Twin(int w, int h) : w_(w), h_(h) {}
  void draw(const PixelBox& box) {
    for (int y = box.y0; y < box.y1; ++y) {
      for (int x = box.x0; x < box.x1; ++x) {
        const auto texel = std::pair{((x % w_) + w_) % w_, ((y % h_) + h_) % h_};
        drawn_[texel] = {x, y};
      }
    }
  }
  [[nodiscard]] bool holds(const PixelBox& box) const {
    for (const Piece& piece : pieces(box, w_, h_)) {
      for (int dy = 0; dy < piece.map.h(); ++dy) {
        for (int dx = 0; dx < piece.map.w(); ++dx) {
          const auto at = drawn_.find({piece.x + dx, piece.y + dy});
          if (at == drawn_.end() || at->second != std::pair{piece.map.x0 + dx, piece.map.y0 + dy})
            return false;
        }
      }
    }
    return true;
  }

 private:
  int w_, h_;
  std::map<std::pair<int, int>, std::pair<int, int>> drawn_;
};

TEST(Cache, PiecesCoverABoxOnceAndStayInsideTheTexture) {
  const PixelBox box{-70, 130, 25, 190};
  int pixels = 0;
  for (const Piece& piece : pieces(box, 100, 64)) {
    pixels += piece.map.w() * piece.map.h();
    EXPECT_GE(piece.x, 0);
    EXPECT_LE(piece.x + piece.map.w(), 100);
    EXPECT_LE(piece.y + piece.map.h(), 64);
  }
  EXPECT_EQ(pixels, box.w() * box.h());
}

TEST(Cache, WhateverThePathTheViewIsAlwaysHeldByThePixelsDrawnForIt) {
  const int w = 48, h = 40;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    Twin twin(w, h);
    PixelBox held, view{0, 0, 30, 22};
    for (int step = 0; step < 60; ++step) {
      const int dx = static_cast<int>(random() % 15) - 7, dy = static_cast<int>(random() % 15) - 7;
      const bool jump = random() % 13 == 0;
      const int by_x = jump ? dx * 20 : dx, by_y = jump ? dy * 20 : dy;
      view = {view.x0 + by_x, view.y0 + by_y, view.x1 + by_x, view.y1 + by_y};
      const Growth growth = grow(held, view, w, h);
      for (const PixelBox& strip : growth.draw) twin.draw(strip);
      held = growth.held;
      ASSERT_TRUE(held.contains(view)) << "seed " << seed;
      ASSERT_LE(held.w(), w);
      ASSERT_LE(held.h(), h);
      ASSERT_TRUE(twin.holds(held)) << "seed " << seed << " step " << step;
      const PixelBox strip = ahead(held, view, w, h, 4, dx, dy);
      if (strip.empty()) continue;
      twin.draw(strip);
      held = extended(held, strip, w, h);
      ASSERT_TRUE(held.contains(view)) << "seed " << seed;
      ASSERT_TRUE(twin.holds(held)) << "seed " << seed << " step " << step;
    }
  }
}

TEST(Cache, PanningWithinWhatIsHeldDrawsNothing) {
  const Growth growth = grow({0, 0, 48, 40}, {5, 5, 35, 27}, 48, 40);
  EXPECT_TRUE(growth.draw.empty());
  EXPECT_EQ(growth.held, (PixelBox{0, 0, 48, 40}));
}

TEST(Cache, AStepBeyondTheEdgeDrawsOnlyTheStripThatComesIn) {
  const Growth growth = grow({0, 0, 40, 40}, {8, 0, 43, 30}, 48, 40);
  ASSERT_EQ(growth.draw.size(), 1u);
  EXPECT_EQ(growth.draw[0], (PixelBox{40, 0, 43, 40}));
}

TEST(Cache, DrawingAheadEnds) {
  PixelBox held{100, 100, 130, 122};
  const PixelBox view = held;
  int strips = 0;
  for (; strips < 100; ++strips) {
    const PixelBox strip = ahead(held, view, 48, 40, 4, 0, 0);
    if (strip.empty()) break;
    held = extended(held, strip, 48, 40);
  }
  EXPECT_LT(strips, 20);
  EXPECT_GT(strips, 3);
}

}  // namespace
}  // namespace anxin
