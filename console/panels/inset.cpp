// The inset: the whole city with the view's rectangle; a click or a drag moves the camera. Hidden while the
// whole city is in view.
#include <algorithm>
#include <cmath>

#include "console/panels/cache.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr float kWidth = 150, kHeight = 160, kPad = 8;

// The plane's box in the inset's plate.
struct Frame2 {
  double scale = 1, x0 = 0, y1 = 0;
  float left = 0, top = 0;
  [[nodiscard]] Pixel at(MapXY p) const {
    return {left + static_cast<float>((p.x() - x0) * scale), top + static_cast<float>((y1 - p.y()) * scale)};
  }
  [[nodiscard]] MapXY map(Pixel p) const {
    return MapXY::of_metres(x0 + (p.x - left) / scale, y1 - (p.y - top) / scale);
  }
};

Frame2 frame_of(const BaseMap& base, float w, float h, float pad) {
  const double dx = base.upper.x() - base.lower.x(), dy = base.upper.y() - base.lower.y();
  Frame2 f;
  f.scale = std::min((w - 2 * pad) / dx, (h - 2 * pad) / dy);
  f.x0 = base.lower.x();
  f.y1 = base.upper.y();
  f.left = static_cast<float>((w - dx * f.scale) / 2);
  f.top = static_cast<float>((h - dy * f.scale) / 2);
  return f;
}

// District outlines in the plate, thinned to a pixel; made once.
void prepare(PanelCache& cache, const BaseMap& base, const Frame2& f, float w) {
  if (cache.inset_areas == base.areas.size() && cache.inset_w == w) return;
  cache.inset_areas = base.areas.size();
  cache.inset_w = w;
  cache.inset.clear();
  for (const BaseMap::Area& area : base.areas) {
    for (const auto& ring : area.rings) {
      std::vector<Pixel> line;
      for (const MapXY at : ring) {
        const Pixel p = f.at(at);
        if (line.empty() || std::hypot(p.x - line.back().x, p.y - line.back().y) >= 1.2F) line.push_back(p);
      }
      if (line.size() > 3) cache.inset.push_back(std::move(line));
    }
  }
}

bool whole_city_in_view(const PanelContext& ctx) {
  const PixelRect& v = ctx.camera.view;
  const MapXY a = ctx.camera.to_map({v.x, v.y + v.h}), b = ctx.camera.to_map({v.x + v.w, v.y});
  return a.x() <= ctx.base.lower.x() && a.y() <= ctx.base.lower.y() && b.x() >= ctx.base.upper.x() &&
         b.y() >= ctx.base.upper.y();
}

void draw_view(const Kit& k, const Frame2& f, const Box& b) {
  const PixelRect& v = k.ctx.camera.view;
  const Pixel p0 = f.at(k.ctx.camera.to_map({v.x, v.y})),
              p1 = f.at(k.ctx.camera.to_map({v.x + v.w, v.y + v.h}));
  const float least = k.px(3);
  float x0 = b.x0 + p0.x, y0 = b.y0 + p0.y, x1 = b.x0 + p1.x, y1 = b.y0 + p1.y;
  if (x1 - x0 < least) x0 = (x0 + x1 - least) / 2, x1 = x0 + least;
  if (y1 - y0 < least) y0 = (y0 + y1 - least) / 2, y1 = y0 + least;
  k.draw->AddRect({x0, y0}, {x1, y1}, k.c.text, 0, 0, k.px(1.6F));
}

}  // namespace

void draw_inset(const Frame&, PanelContext& ctx, const Layout& l) {
  PanelState& st = ctx.state;
  if (ctx.base.areas.empty() || ctx.base.lower == ctx.base.upper) return;
  if (!st.inset_drag && whole_city_in_view(ctx)) return;
  const float s = ctx.view.ui_scale;
  const Box b =
      box_at(l.map.x1 - (12 + kWidth) * s, l.map.y1 - (12 + 32 + 8 + kHeight) * s, kWidth * s, kHeight * s);
  begin_plate(Kit(ctx), "##inset", b);
  const Kit k(ctx);
  const Frame2 f = frame_of(ctx.base, b.w(), b.h(), k.px(kPad));
  PanelCache& cache = cache_of(ctx);
  prepare(cache, ctx.base, f, b.w());
  for (const auto& line : cache.inset) {
    for (const Pixel p : line) k.draw->PathLineTo({b.x0 + p.x, b.y0 + p.y});
    k.draw->PathStroke(k.c.district_line, ImDrawFlags_Closed, k.px(1));
  }
  draw_view(k, f, b);
  const Hit h = k.hit("inset", b);
  if (h.held) {
    if (!st.inset_drag) {
      remember_view(ctx);
      st.inset_drag = true;
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    st.camera_anim_start_s = -1;
    ctx.camera.centre = f.map({mouse.x - b.x0, mouse.y - b.y0});
    view_from_camera(ctx);
  } else {
    st.inset_drag = false;
  }
  ImGui::End();
}

}  // namespace anxin
