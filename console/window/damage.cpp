#include "console/window/damage.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace anxin {
namespace {

constexpr int kSquarePx = 32;
constexpr float kPassPx = 5'000;  // what one more pass over the panels costs, in px drawn

// Eight bytes at a step; good enough to tell one frame from the next, not for anything an enemy may choose.
std::uint64_t mixed(std::uint64_t hash, const void* bytes, std::size_t n) {
  const auto* p = static_cast<const unsigned char*>(bytes);
  while (n >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, 8);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 29;
    p += 8, n -= 8;
  }
  for (; n > 0; --n) hash = (hash ^ *p++) * 1099511628211ull;
  return hash;
}

PixelRect both(const PixelRect& a, const PixelRect& b) {
  const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}
bool worth_joining(const PixelRect& a, const PixelRect& b) {
  const PixelRect whole = both(a, b);
  return whole.w * whole.h <= a.w * a.h + b.w * b.h + kPassPx;
}

const ImDrawVert& vertex(const ImDrawList& list, const ImDrawCmd& cmd, unsigned i) {
  return list
      .VtxBuffer[static_cast<int>(list.IdxBuffer[static_cast<int>(cmd.IdxOffset + i)] + cmd.VtxOffset)];
}

struct Extent {
  float x0, y0, x1, y1;
  [[nodiscard]] bool empty() const { return x0 >= x1 || y0 >= y1; }
};
// What vertices [from, to) of a command can touch: their box within its clip rectangle.
Extent extent(const ImDrawList& list, const ImDrawCmd& cmd, unsigned from, unsigned to) {
  const ImVec4& clip = cmd.ClipRect;
  float x0 = clip.z, y0 = clip.w, x1 = clip.x, y1 = clip.y;
  for (unsigned i = from; i < to; ++i) {
    const ImVec2 at = vertex(list, cmd, i).pos;
    x0 = std::min(x0, at.x), y0 = std::min(y0, at.y), x1 = std::max(x1, at.x), y1 = std::max(y1, at.y);
  }
  return {std::max(x0, clip.x), std::max(y0, clip.y), std::min(x1, clip.z), std::min(y1, clip.w)};
}

int square_of(float at) { return static_cast<int>(std::floor(at)) / kSquarePx; }
int square_after(float at) { return (static_cast<int>(std::ceil(at)) + kSquarePx - 1) / kSquarePx; }

// Runs of marked squares, one on top of the other where they are equally wide.
std::vector<PixelRect> rectangles(const std::vector<std::uint8_t>& marked, int columns, int rows) {
  std::vector<PixelRect> out;
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      const int from = x;
      while (x < columns && marked[static_cast<std::size_t>(y * columns + x)] != 0) ++x;
      if (x == from) continue;
      const PixelRect run{static_cast<float>(from * kSquarePx), static_cast<float>(y * kSquarePx),
                          static_cast<float>((x - from) * kSquarePx), kSquarePx};
      const auto above = std::ranges::find_if(
          out, [&](const PixelRect& r) { return r.x == run.x && r.w == run.w && r.y + r.h == run.y; });
      if (above == out.end()) {
        out.push_back(run);
      } else {
        above->h += kSquarePx;
      }
    }
  }
  return out;
}

}  // namespace

std::uint64_t PanelDamage::Seen::at(int x, int y) const {
  if (x < box.x0 || x >= box.x1 || y < box.y0 || y >= box.y1) return 0;
  return squares[static_cast<std::size_t>((y - box.y0) * (box.x1 - box.x0) + x - box.x0)];
}

PanelDamage::Seen PanelDamage::look(const ImDrawData& data, int list_index, int columns, int rows) {
  const ImDrawList& list = *data.CmdLists[list_index];
  Seen seen;
  seen.hash = static_cast<std::uint64_t>(list.VtxBuffer.Size);
  seen.hash = mixed(seen.hash, list.VtxBuffer.Data,
                    static_cast<std::size_t>(list.VtxBuffer.Size) * sizeof(ImDrawVert));
  seen.hash = mixed(seen.hash, list.IdxBuffer.Data,
                    static_cast<std::size_t>(list.IdxBuffer.Size) * sizeof(ImDrawIdx));
  seen.box = {columns, rows, 0, 0};
  for (const ImDrawCmd& cmd : list.CmdBuffer) {
    if (cmd.ElemCount == 0) continue;
    seen.hash = mixed(seen.hash, &cmd.ClipRect, sizeof cmd.ClipRect);
    seen.hash = mixed(seen.hash, &cmd.ElemCount, sizeof cmd.ElemCount);
    const Extent e = extent(list, cmd, 0, cmd.ElemCount);
    if (e.empty()) continue;
    seen.box.x0 = std::clamp(square_of(e.x0), 0, seen.box.x0),
    seen.box.y0 = std::clamp(square_of(e.y0), 0, seen.box.y0);
    seen.box.x1 = std::max(seen.box.x1, std::min(columns, square_after(e.x1)));
    seen.box.y1 = std::max(seen.box.y1, std::min(rows, square_after(e.y1)));
  }
  if (seen.box.x0 >= seen.box.x1 || seen.box.y0 >= seen.box.y1) seen.box = {};
  return seen;
}

void PanelDamage::hash_squares(const ImDrawData& data, int list_index, Seen& seen) {
  const ImDrawList& list = *data.CmdLists[list_index];
  const Box& box = seen.box;
  seen.squares.assign(static_cast<std::size_t>((box.x1 - box.x0) * (box.y1 - box.y0)), 0);
  for (const ImDrawCmd& cmd : list.CmdBuffer) {
    for (unsigned i = 0; i + 3 <= cmd.ElemCount; i += 3) {
      const Extent e = extent(list, cmd, i, i + 3);
      if (e.empty()) continue;
      std::uint64_t drawn = mixed(1, &cmd.ClipRect, sizeof cmd.ClipRect);
      for (unsigned k = i; k < i + 3; ++k) drawn = mixed(drawn, &vertex(list, cmd, k), sizeof(ImDrawVert));
      const int x1 = std::min(box.x1, square_after(e.x1)), y1 = std::min(box.y1, square_after(e.y1));
      for (int y = std::max(box.y0, square_of(e.y0)); y < y1; ++y) {
        for (int x = std::max(box.x0, square_of(e.x0)); x < x1; ++x) {
          std::uint64_t& square =
              seen.squares[static_cast<std::size_t>((y - box.y0) * (box.x1 - box.x0) + x - box.x0)];
          square = mixed(square + 1, &drawn, sizeof drawn);
        }
      }
    }
  }
}

std::vector<PixelRect> PanelDamage::changed(const ImDrawData& data) {
  const int columns = square_after(data.DisplaySize.x), rows = square_after(data.DisplaySize.y);
  std::vector<std::uint8_t> marked(static_cast<std::size_t>(columns * rows), 0);
  const auto compare = [&](const Seen& was, const Seen& is) {
    for (const Box& box : {was.box, is.box}) {
      for (int y = box.y0; y < std::min(rows, box.y1); ++y) {
        for (int x = box.x0; x < std::min(columns, box.x1); ++x) {
          if (was.at(x, y) != is.at(x, y)) marked[static_cast<std::size_t>(y * columns + x)] = 1;
        }
      }
    }
  };
  const auto lists = static_cast<std::size_t>(data.CmdListsCount);
  for (std::size_t i = 0; i < lists; ++i) {
    Seen now = look(data, static_cast<int>(i), columns, rows);
    if (i < seen_.size() && seen_[i].hash == now.hash) continue;
    hash_squares(data, static_cast<int>(i), now);
    if (i == seen_.size()) seen_.emplace_back();
    compare(seen_[i], now);
    seen_[i] = std::move(now);
  }
  for (std::size_t i = lists; i < seen_.size(); ++i) compare(seen_[i], {});
  seen_.resize(lists);
  return rectangles(marked, columns, rows);
}

std::vector<PixelRect> outside(const PixelRect& area, const PixelRect& hole) {
  const float x0 = std::max(area.x, hole.x), x1 = std::min(area.x + area.w, hole.x + hole.w);
  const float y0 = std::max(area.y, hole.y), y1 = std::min(area.y + area.h, hole.y + hole.h);
  if (x0 >= x1 || y0 >= y1) return {area};
  std::vector<PixelRect> out;
  for (const PixelRect& part : {PixelRect{area.x, area.y, area.w, y0 - area.y},
                                {area.x, y0, x0 - area.x, y1 - y0},
                                {x1, y0, area.x + area.w - x1, y1 - y0},
                                {area.x, y1, area.w, area.y + area.h - y1}}) {
    if (part.w > 0 && part.h > 0) out.push_back(part);
  }
  return out;
}

std::vector<PixelRect> tidied(const std::vector<PixelRect>& rects, int w, int h) {
  std::vector<PixelRect> out;
  for (const PixelRect& r : rects) {
    const float x0 = std::max(0.0f, std::floor(r.x)), y0 = std::max(0.0f, std::floor(r.y));
    const float x1 = std::min(static_cast<float>(w), std::ceil(r.x + r.w)),
                y1 = std::min(static_cast<float>(h), std::ceil(r.y + r.h));
    if (x0 >= x1 || y0 >= y1) continue;
    PixelRect grown{x0, y0, x1 - x0, y1 - y0};
    const auto joinable = [&](const PixelRect& o) { return worth_joining(o, grown); };
    for (auto it = std::ranges::find_if(out, joinable); it != out.end();
         it = std::ranges::find_if(out, joinable)) {
      grown = both(*it, grown);
      out.erase(it);
    }
    out.push_back(grown);
  }
  return out;
}

}  // namespace anxin
