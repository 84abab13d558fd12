#include "console/window/damage.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace anxin {
namespace {

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

bool meet(const PixelRect& a, const PixelRect& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
PixelRect both(const PixelRect& a, const PixelRect& b) {
  const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

// What one command can touch: its vertices' box within its clip rectangle. (A window's own frame is clipped
// by the whole screen only.)
PixelRect extent(const ImDrawList& list, const ImDrawCmd& cmd) {
  float x0 = cmd.ClipRect.z, y0 = cmd.ClipRect.w, x1 = cmd.ClipRect.x, y1 = cmd.ClipRect.y;
  for (unsigned i = 0; i < cmd.ElemCount; ++i) {
    const ImVec2 at =
        list.VtxBuffer[static_cast<int>(list.IdxBuffer[static_cast<int>(cmd.IdxOffset + i)] + cmd.VtxOffset)]
            .pos;
    x0 = std::min(x0, at.x), y0 = std::min(y0, at.y), x1 = std::max(x1, at.x), y1 = std::max(y1, at.y);
  }
  x0 = std::max(x0, cmd.ClipRect.x), y0 = std::max(y0, cmd.ClipRect.y);
  x1 = std::min(x1, cmd.ClipRect.z), y1 = std::min(y1, cmd.ClipRect.w);
  return {x0, y0, x1 - x0, y1 - y0};
}

}  // namespace

std::vector<PixelRect> PanelDamage::changed(const ImDrawData& data) {
  std::vector<Seen> now;
  now.reserve(static_cast<std::size_t>(data.CmdListsCount));
  for (int i = 0; i < data.CmdListsCount; ++i) {
    const ImDrawList& list = *data.CmdLists[i];
    Seen seen{static_cast<std::uint64_t>(list.VtxBuffer.Size), {}};
    seen.hash = mixed(seen.hash, list.VtxBuffer.Data,
                      static_cast<std::size_t>(list.VtxBuffer.Size) * sizeof(ImDrawVert));
    seen.hash = mixed(seen.hash, list.IdxBuffer.Data,
                      static_cast<std::size_t>(list.IdxBuffer.Size) * sizeof(ImDrawIdx));
    bool first = true;
    for (const ImDrawCmd& cmd : list.CmdBuffer) {
      if (cmd.ElemCount == 0) continue;
      seen.hash = mixed(seen.hash, &cmd.ClipRect, sizeof cmd.ClipRect);
      seen.hash = mixed(seen.hash, &cmd.ElemCount, sizeof cmd.ElemCount);
      const PixelRect box = extent(list, cmd);
      if (box.w <= 0 || box.h <= 0) continue;
      seen.box = first ? box : both(seen.box, box);
      first = false;
    }
    now.push_back(seen);
  }
  std::vector<PixelRect> out;
  for (std::size_t i = 0; i < std::max(now.size(), seen_.size()); ++i) {
    const bool had = i < seen_.size(), has = i < now.size();
    if (had && has && seen_[i].hash == now[i].hash) continue;
    if (had) out.push_back(seen_[i].box);
    if (has) out.push_back(now[i].box);
  }
  seen_ = std::move(now);
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
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (!meet(out[i], grown)) continue;
        grown = both(out[i], grown);
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
        again = true;
        break;
      }
    }
    out.push_back(grown);
  }
  return out;
}

}  // namespace anxin
