#include "console/render/cache.hpp"

#include <algorithm>

namespace anxin {
namespace {

int modulo(int a, int n) { return ((a % n) + n) % n; }

}  // namespace

PixelBox intersection(const PixelBox& a, const PixelBox& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

std::vector<Piece> pieces(const PixelBox& box, int w, int h) {
  std::vector<Piece> out;
  for (int y = box.y0; y < box.y1;) {
    const int ty = modulo(y, h), y1 = std::min(box.y1, y + h - ty);
    for (int x = box.x0; x < box.x1;) {
      const int tx = modulo(x, w), x1 = std::min(box.x1, x + w - tx);
      out.push_back({{x, y, x1, y1}, tx, ty});
      x = x1;
    }
    y = y1;
  }
  return out;
}

Growth grow(const PixelBox& held, const PixelBox& view, int w, int h) {
  Growth out{{}, held};
  if (held.contains(view)) return out;
  if (held.empty() || intersection(held, view).empty()) return {{view}, view};
  PixelBox& now = out.held;
  if (view.x0 < now.x0) {
    out.draw.push_back({view.x0, now.y0, now.x0, now.y1});
    now.x0 = view.x0, now.x1 = std::min(now.x1, now.x0 + w);
  }
  if (view.x1 > now.x1) {
    out.draw.push_back({now.x1, now.y0, view.x1, now.y1});
    now.x1 = view.x1, now.x0 = std::max(now.x0, now.x1 - w);
  }
  if (view.y0 < now.y0) {
    out.draw.push_back({now.x0, view.y0, now.x1, now.y0});
    now.y0 = view.y0, now.y1 = std::min(now.y1, now.y0 + h);
  }
  if (view.y1 > now.y1) {
    out.draw.push_back({now.x0, now.y1, now.x1, view.y1});
    now.y1 = view.y1, now.y0 = std::max(now.y0, now.y1 - h);
  }
  return out;
}

PixelBox ahead(const PixelBox& held, const PixelBox& view, int w, int h, int thick, int dx, int dy) {
  struct Side {
    int margin, room;
    PixelBox strip;
    bool wanted;
  };
  // A side may grow into the texture's free room, or at the cost of the far side where that has more margin
  // than this one.
  const int free_x = w - held.w(), free_y = h - held.h();
  const auto side = [&](int margin, int far_margin, int free, bool wanted) {
    const int spare = (far_margin - margin) / 2;
    return Side{margin, std::min(thick, std::max(free, wanted ? far_margin - thick : spare)), {}, wanted};
  };
  const int left = view.x0 - held.x0, right = held.x1 - view.x1, low = view.y0 - held.y0,
            high = held.y1 - view.y1;
  Side sides[4] = {side(left, right, free_x, dx < 0), side(right, left, free_x, dx > 0),
                   side(low, high, free_y, dy < 0), side(high, low, free_y, dy > 0)};
  sides[0].strip = {held.x0 - sides[0].room, held.y0, held.x0, held.y1};
  sides[1].strip = {held.x1, held.y0, held.x1 + sides[1].room, held.y1};
  sides[2].strip = {held.x0, held.y0 - sides[2].room, held.x1, held.y0};
  sides[3].strip = {held.x0, held.y1, held.x1, held.y1 + sides[3].room};
  const Side* best = nullptr;
  for (const Side& s : sides) {
    if (s.room < thick) continue;
    if (best == nullptr || (s.wanted != best->wanted ? s.wanted : s.margin < best->margin)) best = &s;
  }
  return best == nullptr ? PixelBox{} : best->strip;
}

PixelBox extended(const PixelBox& held, const PixelBox& strip, int w, int h) {
  PixelBox now = held;
  if (strip.x0 < now.x0) now.x0 = strip.x0, now.x1 = std::min(now.x1, now.x0 + w);
  if (strip.x1 > now.x1) now.x1 = strip.x1, now.x0 = std::max(now.x0, now.x1 - w);
  if (strip.y0 < now.y0) now.y0 = strip.y0, now.y1 = std::min(now.y1, now.y0 + h);
  if (strip.y1 > now.y1) now.y1 = strip.y1, now.y0 = std::max(now.y0, now.y1 - h);
  return now;
}

}  // namespace anxin
