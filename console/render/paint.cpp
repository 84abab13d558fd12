#include "console/render/paint.hpp"

namespace anxin {
namespace {

// Two of four channels at a time: the even ones, the odd ones, and a half to round by.
constexpr Bgra kEven = 255u | 255u << 16, kOdd = kEven << 8, kHalf = 128u | 128u << 16;
constexpr float kOpticalCentre = 0.37f;  // CJK sits 0.37 em above its baseline (UX 2)

// Both halves scaled by `share` of 255; x / 255 by (x + 128 + (x >> 8)) >> 8, exact for 16 bits.
Bgra scaled(Bgra c, Bgra share) {
  Bgra even = (c & kEven) * share + kHalf, odd = ((c >> 8) & kEven) * share + kHalf;
  even = ((even + ((even >> 8) & kEven)) >> 8) & kEven;
  odd = (odd + ((odd >> 8) & kEven)) & kOdd;
  return even | odd;
}
Bgra laid_over(Bgra top, Bgra below) { return top + scaled(below, 255 - (top >> 24)); }

Bgra opaque(Colour32 c) { return packed(paint_of(c, 1)); }

}  // namespace

Paint paint_of(Colour32 c, float cover) {
  cover = std::clamp(cover, 0.0f, 1.0f);
  return {static_cast<float>(c & 0xFF) / 255 * cover, static_cast<float>((c >> 8) & 0xFF) / 255 * cover,
          static_cast<float>((c >> 16) & 0xFF) / 255 * cover, cover};
}
Paint over(Paint top, Paint below) {
  const float rest = 1 - top.a;
  return {top.r + below.r * rest, top.g + below.g * rest, top.b + below.b * rest, top.a + below.a * rest};
}
Bgra packed(Paint p) {
  const auto byte = [](float v) { return static_cast<Bgra>(std::lround(std::clamp(v, 0.0f, 1.0f) * 255)); };
  return byte(p.b) | byte(p.g) << 8 | byte(p.r) << 16 | byte(p.a) << 24;
}

void PaintBuffer::begin(const PixelBox& box) {
  box_ = box;
  layer_.w = box.w(), layer_.h = box.h();
  tile_columns_ = (layer_.w + kTile - 1) / kTile;
  tile_rows_ = (layer_.h + kTile - 1) / kTile;
  tiles_.assign(static_cast<std::size_t>(tile_columns_) * static_cast<std::size_t>(tile_rows_), 0);
  blank_ = true;
}

void PaintBuffer::make_room() {
  if (!blank_) return;
  pixels_.assign(static_cast<std::size_t>(layer_.w) * static_cast<std::size_t>(layer_.h), 0);
  blank_ = false;
}

void PaintBuffer::touch(int x0, int y, int x1) {
  std::uint8_t* row = tiles_.data() + std::ptrdiff_t{y / kTile} * tile_columns_;
  for (int column = x0 / kTile; column <= (x1 - 1) / kTile; ++column) row[column] = 1;
}

void PaintBuffer::blend(int x, int y, Bgra colour, float cover) {
  Bgra& to =
      pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(layer_.w) + static_cast<std::size_t>(x)];
  if (cover >= 1) {
    to = colour;
  } else {
    to = laid_over(scaled(colour, static_cast<Bgra>(cover * 255 + 0.5f)), to);
  }
}

void PaintBuffer::stamp(const Sprite& sprite, int x, int y) {
  x -= box_.x0, y -= box_.y0;
  const int reach = sprite.reach, side = 2 * reach + 1;
  const int x0 = std::max(0, x - reach), x1 = std::min(layer_.w, x + reach + 1);
  const int y0 = std::max(0, y - reach), y1 = std::min(layer_.h, y + reach + 1);
  if (x0 >= x1 || y0 >= y1) return;
  make_room();
  for (int py = y0; py < y1; ++py) {
    const Bgra* from = sprite.pixels.data() + std::ptrdiff_t{py - y + reach} * side + (x0 - x + reach);
    Bgra* to = pixels_.data() + std::ptrdiff_t{py} * layer_.w + x0;
    for (int i = 0; i < x1 - x0; ++i) to[i] = laid_over(from[i], to[i]);
    touch(x0, py, x1);
  }
}

void PaintBuffer::line(MapPoint a, MapPoint b, float width, Colour32 colour) {
  const float half = width / 2, reach = half + 0.5f, strength = std::min(1.0f, width);
  a.x -= static_cast<float>(box_.x0), a.y -= static_cast<float>(box_.y0);
  b.x -= static_cast<float>(box_.x0), b.y -= static_cast<float>(box_.y0);
  const auto clipped = [](float v, int n) {
    return static_cast<int>(std::clamp(v, 0.0f, static_cast<float>(n)));
  };
  const int y0 = clipped(std::floor(std::min(a.y, b.y) - reach), layer_.h),
            y1 = clipped(std::ceil(std::max(a.y, b.y) + reach), layer_.h);
  const int left = clipped(std::floor(std::min(a.x, b.x) - reach), layer_.w),
            right = clipped(std::ceil(std::max(a.x, b.x) + reach), layer_.w);
  if (y0 >= y1 || left >= right) return;
  make_room();
  const float dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
  const float ux = length > 0 ? dx / length : 1, uy = length > 0 ? dy / length : 0;
  const Bgra full = opaque(colour);
  for (int y = y0; y < y1; ++y) {
    const float py = static_cast<float>(y) + 0.5f - a.y;
    float from = static_cast<float>(left), to = static_cast<float>(right);
    if (std::abs(uy) > 1e-4f) {  // |x uy - y ux| <= reach
      const float middle = py * ux / uy, spread = reach / std::abs(uy);
      from = std::max(from, a.x + middle - spread), to = std::min(to, a.x + middle + spread + 1);
    }
    const int x0 = static_cast<int>(from), x1 = std::min(right, static_cast<int>(std::ceil(to)));
    if (x0 >= x1) continue;
    touch(x0, y, x1);
    for (int x = x0; x < x1; ++x) {
      const float px = static_cast<float>(x) + 0.5f - a.x;
      const float along = px * ux + py * uy, across = px * uy - py * ux;
      const float beyond = along < 0 ? -along : along > length ? along - length : 0;
      const float away = beyond == 0 ? std::abs(across) : std::sqrt(across * across + beyond * beyond);
      const float cover = std::min(1.0f, reach - away) * strength;
      if (cover > 0) blend(x, y, full, cover);
    }
  }
}

void PaintBuffer::dashes(const std::vector<MapPoint>& points, float width, float on, float off,
                         Colour32 colour) {
  const float period = on + off;
  float at = 0;  // along the whole line
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const MapPoint a = points[i], b = points[i + 1];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if (length <= 0) continue;
    const float more = width + 1;
    if (meets(std::min(a.x, b.x) - more, std::min(a.y, b.y) - more, std::max(a.x, b.x) + more,
              std::max(a.y, b.y) + more)) {
      const auto point = [&](float s) {
        return MapPoint{a.x + (b.x - a.x) * s / length, a.y + (b.y - a.y) * s / length};
      };
      for (float start = std::floor(at / period) * period; start < at + length; start += period) {
        const float s0 = std::max(0.0f, start - at), s1 = std::min(length, start + on - at);
        if (on == 0 ? start >= at : s1 > s0) line(point(s0), point(on == 0 ? s0 : s1), width, colour);
      }
    }
    at += length;
  }
}

void PaintBuffer::circle(MapPoint centre, float radius, float width, Colour32 colour) {
  const float cx = centre.x - static_cast<float>(box_.x0), cy = centre.y - static_cast<float>(box_.y0);
  const float reach = radius + width / 2 + 1;
  const int x0 = std::max(0, static_cast<int>(cx - reach)),
            x1 = std::min(layer_.w, static_cast<int>(cx + reach) + 1);
  const int y0 = std::max(0, static_cast<int>(cy - reach)),
            y1 = std::min(layer_.h, static_cast<int>(cy + reach) + 1);
  if (x0 >= x1 || y0 >= y1) return;
  make_room();
  const Bgra full = opaque(colour);
  for (int y = y0; y < y1; ++y) {
    touch(x0, y, x1);
    for (int x = x0; x < x1; ++x) {
      const float away = std::hypot(static_cast<float>(x) + 0.5f - cx, static_cast<float>(y) + 0.5f - cy);
      const float cover = std::min(1.0f, width > 0 ? band_at(away, radius, width) : disc(away, radius));
      if (cover > 0) blend(x, y, full, cover);
    }
  }
}

void PaintBuffer::plate(const Frame& f, Colour32 fill, Colour32 border) {
  const int x0 = std::max(box_.x0, static_cast<int>(std::floor(f.x0))),
            x1 = std::min(box_.x1, static_cast<int>(std::ceil(f.x1)));
  const int y0 = std::max(box_.y0, static_cast<int>(std::floor(f.y0))),
            y1 = std::min(box_.y1, static_cast<int>(std::ceil(f.y1)));
  if (x0 >= x1 || y0 >= y1) return;
  make_room();
  const float cx = (f.x0 + f.x1) / 2, cy = (f.y0 + f.y1) / 2;
  const float hx = (f.x1 - f.x0) / 2 - f.corner, hy = (f.y1 - f.y0) / 2 - f.corner;
  const Bgra inside = opaque(fill), edge = opaque(border);
  for (int y = y0; y < y1; ++y) {
    touch(x0 - box_.x0, y - box_.y0, x1 - box_.x0);
    for (int x = x0; x < x1; ++x) {
      const float qx = std::abs(static_cast<float>(x) + 0.5f - cx) - hx,
                  qy = std::abs(static_cast<float>(y) + 0.5f - cy) - hy;
      const float away =
          std::hypot(std::max(qx, 0.0f), std::max(qy, 0.0f)) + std::min(std::max(qx, qy), 0.0f) - f.corner;
      const float whole = std::min(1.0f, 0.5f - away), inner = std::min(1.0f, 0.5f - away - f.border);
      if (whole <= 0) continue;
      if (f.border > 0) blend(x - box_.x0, y - box_.y0, edge, whole);
      if (f.border > 0 ? inner > 0 : true)
        blend(x - box_.x0, y - box_.y0, inside, f.border > 0 ? inner : whole);
    }
  }
}

void PaintBuffer::hatch(const std::vector<std::vector<MapPoint>>& rings, float width, float every,
                        Colour32 colour) {
  crossings_.resize(std::max(crossings_.size(), static_cast<std::size_t>(layer_.h)));
  for (auto& row : crossings_) row.clear();
  for (const auto& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      MapPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      if (a.y > b.y) std::swap(a, b);
      const float low = static_cast<float>(box_.y0);
      const int y0 = std::max(0, static_cast<int>(std::ceil(std::max(-1.0f, a.y - low - 0.5f)))),
                y1 = static_cast<int>(std::ceil(std::min(static_cast<float>(layer_.h), b.y - low - 0.5f)));
      for (int y = y0; y < y1; ++y) {
        const float t = (static_cast<float>(y) + 0.5f + low - a.y) / (b.y - a.y);
        crossings_[static_cast<std::size_t>(y)].push_back(a.x + (b.x - a.x) * t);
      }
    }
  }
  const Bgra full = opaque(colour);
  for (int y = 0; y < layer_.h; ++y) {
    auto& row = crossings_[static_cast<std::size_t>(y)];
    std::sort(row.begin(), row.end());
    for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
      const auto column = [&](float x) {
        return static_cast<int>(std::clamp(std::ceil(x - 0.5f) - static_cast<float>(box_.x0), 0.0f,
                                           static_cast<float>(layer_.w)));
      };
      const int x0 = column(row[i]), x1 = column(row[i + 1]);
      if (x0 >= x1) continue;
      make_room();
      touch(x0, y, x1);
      for (int x = x0; x < x1; ++x) {
        // Distance to the nearest stripe x + y = k * every * sqrt 2.
        const float place = static_cast<float>(x + box_.x0 + y + box_.y0) * 0.70711f / every;
        const float away = std::abs(place - std::round(place)) * every;
        const float cover = std::min(1.0f, width / 2 + 0.5f - away);
        if (cover > 0) blend(x, y, full, cover);
      }
    }
  }
}

void PaintBuffer::text(Glyphs& glyphs, std::string_view utf8, float em, bool bold, MapPoint centre,
                       Colour32 colour) {
  const std::u32string characters = code_points(utf8);
  float width = 0;
  for (const char32_t c : characters) width += glyphs.glyph(c, em, bold, 0).advance;
  float pen = centre.x - width / 2;
  const float base = centre.y - kOpticalCentre * em;
  const Bgra full = opaque(colour);
  for (const char32_t c : characters) {
    const Glyph g = glyphs.glyph(c, em, bold, 0);
    const int left = static_cast<int>(std::round(pen + g.left)) - box_.x0,
              top = static_cast<int>(std::round(base + g.top)) - 1 - box_.y0;
    pen += g.advance;
    for (int row = 0; row < g.h; ++row) {
      const int y = top - row, x0 = std::max(0, left), x1 = std::min(layer_.w, left + g.w);
      if (y < 0 || y >= layer_.h || x0 >= x1) continue;
      make_room();
      touch(x0, y, x1);
      const std::uint8_t* cover = glyphs.pixels().data() + std::ptrdiff_t{g.y + row} * glyphs.width() + g.x;
      for (int x = x0; x < x1; ++x) {
        if (cover[x - left] != 0) blend(x, y, full, static_cast<float>(cover[x - left]) / 255);
      }
    }
  }
}

const PaintedLayer& PaintBuffer::finish(std::size_t symbols) {
  layer_.symbols = symbols;
  layer_.touched.clear();
  layer_.pixels = pixels_.data();
  for (int row = 0; row < tile_rows_; ++row) {
    for (int column = 0; column < tile_columns_; ++column) {
      if (tiles_[static_cast<std::size_t>(row) * static_cast<std::size_t>(tile_columns_) +
                 static_cast<std::size_t>(column)] == 0)
        continue;
      if (!layer_.touched.empty() && layer_.touched.back().row == row &&
          layer_.touched.back().column + layer_.touched.back().columns == column) {
        ++layer_.touched.back().columns;
      } else {
        layer_.touched.push_back({column, row, 1});
      }
    }
  }
  return layer_;
}

}  // namespace anxin
