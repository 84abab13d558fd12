#include "console/panels/map_marks.hpp"

#include <algorithm>
#include <cmath>

#include "console/panels/coverage_words.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/gathering.hpp"
#include "console/panels/import_panel.hpp"
#include "console/panels/unit_panel.hpp"

namespace anxin {
namespace {

constexpr std::size_t kStackRows = 8;

Grade grade_of(const Frame& frame, Index i) {
  const RiskTable* risk = frame.world.risk.get();
  return risk != nullptr && i < risk->grade.size() ? risk->grade[i] : Grade::Unknown;
}

// The state of the safeguard that the map is coloured by; empty by risk.
std::optional<SafeguardState> shown_state(const Frame& frame, const ViewState& view, Index i) {
  if (!view.coloured_by) return {};
  const Coverage* coverage = frame.world.coverage.get();
  if (coverage == nullptr || coverage->counted.size() != frame.world.registry->projects())
    return SafeguardState::Unknown;
  return coverage->of(*view.coloured_by)[i];
}

// Four corner brackets round the symbol.
void brackets(const Kit& k, Pixel p) {
  const float half = k.px(20), arm = k.px(8), w = k.px(2.2F);
  for (const float sx : {-1.0F, 1.0F}) {
    for (const float sy : {-1.0F, 1.0F}) {
      const ImVec2 corner(std::round(p.x + sx * half), std::round(p.y + sy * half));
      const std::array<ImVec2, 3> points{ImVec2(corner.x - sx * arm, corner.y), corner,
                                         ImVec2(corner.x, corner.y - sy * arm)};
      k.draw->AddPolyline(points.data(), 3, k.c.text, 0, w);
    }
  }
}

void name_plate(const Kit& k, const Box& map, Pixel p, std::string_view name) {
  const float w = std::min(map.w() - k.px(8), k.width(Type::BodyBold, name) + k.px(20)), h = k.px(26);
  const float x = std::clamp(p.x - w / 2, map.x0 + k.px(4), std::max(map.x0 + k.px(4), map.x1 - w - k.px(4)));
  float y = p.y + k.px(26);
  if (y + h > map.y1 - k.px(4)) y = p.y - k.px(26) - h;
  const Box b = box_at(std::round(x), std::round(y), std::round(w), h);
  k.fill(b, k.c.panel, 3);
  k.frame(b, k.c.text, 1, 3);
  k.text_in(Type::BodyBold, b.cx(), b.cy(), b.w() - k.px(16), k.c.text, name, Align::Centre);
}

// One line beside the symbol: name, what its colour says (the level with the age of the arrears, or the state
// of the safeguard), date of the data.
void hover_plate(const Kit& k, const Frame& frame, const Box& map, Index i, Pixel p) {
  const Registry& r = *frame.world.registry;
  const RiskTable* risk = frame.world.risk.get();
  const std::optional<SafeguardState> state = shown_state(frame, k.ctx.view, i);
  std::string rest =
      state ? fmt::format(" · {} {}", k.tr(safeguard_key(*k.ctx.view.coloured_by)), k.tr(state_key(*state)))
            : fmt::format(" · {}", grade_word(k, grade_of(frame, i)));
  if (!state && risk != nullptr && i < risk->age_tenths.size() && risk->age_tenths[i] > 0) {
    rest += " · " + tr_with(k.lang, "months_age", format_tenths(risk->age_tenths[i]));
  }
  if (const auto day = newest_datum(r, i, frame.as_of)) rest += " · " + format_day(*day, frame.as_of);
  const float rest_w = k.width(Type::Meta, rest), pad = k.px(9);
  const float name_w = std::min(k.width(Type::BodyBold, r.name[i]), map.w() - rest_w - 4 * pad);
  const float w = name_w + rest_w + 2 * pad, h = k.px(28);
  float x = p.x + k.px(18);
  if (x + w > map.x1 - k.px(4)) x = p.x - k.px(18) - w;
  x = std::max(x, map.x0 + k.px(4));
  const float y = std::clamp(p.y - h / 2, map.y0 + k.px(4), map.y1 - h - k.px(4));
  const Box b = box_at(std::round(x), std::round(y), std::round(w), h);
  k.fill(b, k.c.panel, 3);
  k.frame(b, k.c.line2, 1, 3);
  k.text_in(Type::BodyBold, b.x0 + pad, b.cy(), name_w + 1, k.c.text, r.name[i]);
  k.text(Type::Meta, b.x1 - pad, b.cy(), k.c.text2, rest, Align::Right);
}

// A triangle at the map's border, pointing to what lies outside.
void edge_tick(const Kit& k, const Box& map, Pixel p) {
  const Box in = map.grown(-k.px(8));
  const ImVec2 c(map.cx(), map.cy());
  const float dx = p.x - c.x, dy = p.y - c.y, length = std::max(1.0F, std::hypot(dx, dy));
  const float tx = dx != 0 ? (in.w() / 2) / std::abs(dx) : FLT_MAX,
              ty = dy != 0 ? (in.h() / 2) / std::abs(dy) : FLT_MAX;
  const float t = std::min(tx, ty);
  const ImVec2 tip(c.x + dx * t, c.y + dy * t), u(dx / length, dy / length);
  const float back = k.px(12), half = k.px(6);
  k.draw->AddTriangleFilled(tip, {tip.x - u.x * back - u.y * half, tip.y - u.y * back + u.x * half},
                            {tip.x - u.x * back + u.y * half, tip.y - u.y * back - u.x * half}, k.c.text);
}

bool on_map(const Box& map, Pixel p) { return map.has({p.x, p.y}); }

void outline_unit(const Kit& k, std::string_view code, Colour32 colour, float width) {
  const Camera& camera = k.ctx.camera;
  for (const BaseMap::Area& area : k.ctx.base.areas) {
    if (area.code != code) continue;
    for (const auto& ring : area.rings) {
      Pixel last{-1e9F, 0};
      for (const MapXY at : ring) {
        const Pixel p = camera.to_screen(at);
        if (std::abs(p.x - last.x) + std::abs(p.y - last.y) < 2) continue;
        last = p;
        k.draw->PathLineTo({p.x, p.y});
      }
      k.draw->PathStroke(colour, ImDrawFlags_Closed, k.px(width));
    }
  }
}

void ring_or_tick(const Kit& k, const Frame& frame, const Box& map, Index i) {
  const Pixel p = k.ctx.camera.to_screen(frame.world.registry->xy[i]);
  if (!on_map(map, p)) return edge_tick(k, map, p);
  const float r = k.px(symbol_radius(band_of(k.ctx.camera), grade_of(frame, i)) + 8);
  k.draw->AddCircle({p.x, p.y}, r, k.c.text, 0, k.px(1.2F));
}

void draw_units_and_symbols(const Frame& frame, const Kit& k, const Layout& l) {
  const PanelState& st = k.ctx.state;
  const Registry* r = frame.world.registry.get();
  draw_import_marks(frame, k, l.map);
  draw_unit_marks(frame, k, l.map);
  draw_gathering(frame, k, l.map);
  if (!k.ctx.view.selected_unit.empty()) outline_unit(k, k.ctx.view.selected_unit, k.c.text2, 1.6F);
  if (!st.hovered_unit.empty()) outline_unit(k, st.hovered_unit, k.c.locked_line, 2.2F);
  if (r == nullptr) return;
  if (st.row_hovered < r->projects()) ring_or_tick(k, frame, l.map, st.row_hovered);
  if (const Index selected = r->find_project(k.ctx.view.selected); selected != kNone) {
    const Pixel p = k.ctx.camera.to_screen(r->xy[selected]);
    if (on_map(l.map, p)) {
      const Grade grade = grade_of(frame, selected);
      const ScaleBand band = band_of(k.ctx.camera);
      // By risk it is drawn once more, above its neighbours; its state or its ring the map shows already.
      const Symbol* symbol = selected < k.ctx.scene.symbols.size() ? &k.ctx.scene.symbols[selected] : nullptr;
      const bool otherwise =
          symbol != nullptr && (symbol->state != 0 || (symbol->ring != 0 && rings_shown(k.ctx.camera)));
      if (!otherwise) {
        project_symbol(k, p.x, p.y, symbol_radius(band, grade), grade,
                       credit_rings_shown(band, grade) ? r->credit_of(selected) : Credit::A);
      }
      brackets(k, p);
      name_plate(k, l.map, p, r->name[selected]);
    } else {
      edge_tick(k, l.map, p);
    }
  }
  if (st.hovered < r->projects()) {
    ring_or_tick(k, frame, l.map, st.hovered);
    if (r->id[st.hovered] != k.ctx.view.selected) {
      hover_plate(k, frame, l.map, st.hovered, k.ctx.camera.to_screen(r->xy[st.hovered]));
    }
  }
}

}  // namespace

std::optional<Box> selection_marks(const Frame& frame, const PanelContext& ctx) {
  const Registry* r = frame.world.registry.get();
  if (r == nullptr || ctx.view.selected.empty()) return {};
  const Index i = r->find_project(ctx.view.selected);
  if (i == kNone) return {};
  const Pixel p = ctx.camera.to_screen(r->xy[i]);
  const float s = ctx.view.ui_scale;
  return Box{p.x - 80 * s, p.y - 24 * s, p.x + 80 * s, p.y + 56 * s};
}

void draw_marks(const Frame& frame, PanelContext& ctx, const Layout& l) {
  begin_map(l.map);
  draw_units_and_symbols(frame, Kit(ctx), l);
  ImGui::End();
}

void draw_stack_list(const Frame& frame, PanelContext& ctx, const Layout& l) {
  PanelState& st = ctx.state;
  const Registry* r = frame.world.registry.get();
  if (st.stack_list.empty() || r == nullptr) return;
  std::erase_if(st.stack_list, [&](Index i) { return i >= r->projects(); });
  const std::size_t shown = std::min(st.stack_list.size(), kStackRows), more = st.stack_list.size() - shown;
  const float s = ctx.view.ui_scale;
  const float w = 300 * s, h = (36 + 28 * static_cast<float>(shown) + (more > 0 ? 26.0F : 6.0F)) * s;
  const float x = std::clamp(st.stack_at.x + 12 * s, l.map.x0 + 12 * s,
                             std::max(l.map.x0 + 12 * s, l.map.x1 - w - 12 * s));
  const float y = std::clamp(st.stack_at.y + 12 * s, l.map.y0 + 12 * s,
                             std::max(l.map.y0 + 12 * s, l.map.y1 - h - 12 * s));
  const Box b = box_at(std::round(x), std::round(y), w, h);
  begin_plate(Kit(ctx), "##stack", b);
  const Kit k(ctx);
  k.text(Type::BodyBold, b.x0 + k.px(12), b.y0 + k.px(18), k.c.text,
         tr_with(k.lang, "stack", format_count(static_cast<std::int64_t>(st.stack_list.size()))));
  float row_y = b.y0 + k.px(34);
  Index chosen = kNone;
  for (std::size_t n = 0; n < shown; ++n) {
    const Index i = st.stack_list[n];
    const Box row{b.x0 + 1, row_y, b.x1 - 1, row_y + k.px(28)};
    const Hit hit = k.hit(r->id[i], row);
    if (hit.hovered) k.fill(row, k.c.hover);
    float word = 0;
    if (const auto state = shown_state(frame, ctx.view, i)) {
      state_mark(k, row.x0 + k.px(13), row.cy(), *state);
      word =
          k.text(Type::Note, row.x1 - k.px(10), row.cy(), k.c.text2, k.tr(state_key(*state)), Align::Right) +
          k.px(8);
    } else {
      project_symbol(k, row.x0 + k.px(18), row.cy(), 5, grade_of(frame, i));
    }
    k.text_in(Type::Body, row.x0 + k.px(34), row.cy(), row.w() - k.px(44) - word, k.c.text, r->name[i]);
    if (hit.hovered) st.row_hovered = i;
    if (hit.clicked) chosen = i;
    row_y = row.y1;
  }
  if (more > 0)
    k.text(Type::Note, b.x0 + k.px(12), row_y + k.px(12), k.c.text3, tr_with(k.lang, "stack.more", more));
  ImGui::End();
  if (chosen != kNone) {
    st.stack_list.clear();
    click_project(ctx, *r, chosen);
  }
}

}  // namespace anxin
