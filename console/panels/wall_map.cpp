// The wall's map: what it shows, district names with their shares (those too narrow beside the city, with a
// leader line), legend and scale (UX 5). The ground and the projects are the renderer's.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "console/panels/figures_text.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/wall.hpp"
#include "console/panels/wall_names.hpp"

namespace anxin {
namespace {

constexpr float kLine =
    26;  // px of the wall from the middle of a name and its share to the middle of each line
constexpr float kPinkGap = 0.12F;  // from this gap a share is written in the colour of what lacks

using Rings = std::vector<std::vector<Pixel>>;

// Rings on the screen, one point every few pixels.
Rings on_screen(const std::vector<std::vector<MapXY>>& rings, const Camera& camera) {
  Rings out(rings.size());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    for (const MapXY at : rings[i]) {
      const Pixel p = camera.to_screen(at);
      if (out[i].empty() || std::abs(p.x - out[i].back().x) + std::abs(p.y - out[i].back().y) > 4)
        out[i].push_back(p);
    }
  }
  return out;
}

Rings district_of(const BaseMap& base, const Camera& camera, std::string_view code) {
  Rings out;
  for (const BaseMap::Area& area : base.areas)
    if (area.code == code) std::ranges::move(on_screen(area.rings, camera), std::back_inserter(out));
  return out;
}

// Text with a halo in the map's colour.
void haloed(const WallKit& k, Type type, float x, float y, Colour32 ink, std::string_view text, Align align) {
  const float d = k.at(4);
  for (const float dx : {-d, 0.0F, d})
    for (const float dy : {-d, 0.0F, d})
      if (dx != 0 || dy != 0) k.text(type, x + dx, y + dy, k.c.map, text, align);
  k.text(type, x, y, ink, text, align);
}

void draw_name(const WallKit& k, const PlacedName& p) {
  const Align align = p.side == NameSide::InPlace      ? Align::Centre
                      : p.side == NameSide::LeftOfCity ? Align::Right
                                                       : Align::Left;
  const float x = p.side == NameSide::InPlace ? p.box.cx() : p.line_end().x, y = p.box.cy();
  const WallName& n = p.name;
  haloed(k, Type::BodyBold, x, y - k.at(kLine), k.c.text, n.name, align);
  haloed(k, n.large_gap ? Type::BodyBold : Type::Body, x, y + k.at(kLine),
         n.large_gap ? k.c.cov[0] : k.c.text, n.share, align);
}

std::vector<WallName> names_of(const WallKit& k, const Frame& frame) {
  const Registry& r = *frame.world.registry;
  const auto& cells = frame.world.coverage->by_unit[static_cast<std::size_t>(k.ctx.view.safeguard)];
  const int target = target_of(*frame.pack, k.ctx.view.safeguard, frame.as_of).permille;
  std::vector<WallName> out;
  for (const BaseMap::Anchor& anchor : k.ctx.base.anchors) {
    WallName n;
    n.name = anchor.name, n.share = std::string(kNotApplicable);
    n.anchor = k.ctx.camera.to_screen(anchor.at);
    n.district = district_of(k.ctx.base, k.ctx.camera, anchor.unit_code);
    for (std::size_t u = 0; u < r.unit_code.size() && u < cells.size(); ++u) {
      if (r.unit_code[u] != anchor.unit_code) continue;
      n.name = unit_short_name(frame, k.lang, u);
      n.share = share_text(cells[u]);
      const auto gap = target > 0 ? cells[u].gap_tenths(target) : std::nullopt;
      n.gap_tenths = static_cast<int>(gap.value_or(0));
      n.large_gap = gap && static_cast<float>(*gap) / 1000 >= kPinkGap;
    }
    n.wide = std::max(k.width(Type::BodyBold, n.name),
                      k.width(n.large_gap ? Type::BodyBold : Type::Body, n.share));
    out.push_back(std::move(n));
  }
  return out;
}

void draw_names(const WallKit& k, const Frame& frame, const WallLayout& l) {
  const WallSpace space{l.map, l.head.y1 + k.at(24), l.scale.y0 + k.at(14), k.at(1),
                        on_screen(k.ctx.base.city, k.ctx.camera)};
  std::vector<WallName> names = names_of(k, frame);
  std::erase_if(names,
                [&](const WallName& n) { return !l.map.has({n.anchor.x, n.anchor.y}); });  // locked view
  const std::vector<PlacedName> placed = place_names(std::move(names), space);
  for (const PlacedName& p : placed) {
    if (p.side == NameSide::InPlace) continue;
    const Pixel from = p.line_end(), to = p.name.anchor;
    const float gap = p.side == NameSide::LeftOfCity ? k.at(10) : -k.at(10);
    k.draw->AddLine({from.x + gap, from.y}, {to.x, to.y}, k.c.map, k.at(8));
    k.draw->AddLine({from.x + gap, from.y}, {to.x, to.y}, k.c.text2, k.at(3));
    k.draw->AddCircleFilled({to.x, to.y}, k.at(8), k.c.text2);
  }
  for (const PlacedName& p : placed) draw_name(k, p);
}

constexpr std::size_t kAreaClasses = 5;

// Counts of the four states of the whole city, and the classes of the fill.
void draw_key(const WallKit& k, const Frame& frame, const Box& b) {
  const CoverageCell& cell = frame.world.coverage->city[static_cast<std::size_t>(k.ctx.view.safeguard)];
  constexpr std::array kStates{SafeguardState::Yes, SafeguardState::No, SafeguardState::NotApplicable,
                               SafeguardState::Unknown};
  const float x0 = b.x0 + k.at(36), x1 = b.x1 - k.at(36), y = b.y0 + k.at(64);
  std::array<std::string, 4> figures;
  for (std::size_t i = 0; i < kStates.size(); ++i) figures[i] = format_count(cell.of(kStates[i]));
  const auto wide_in = [&](Type plain, Type bold) {
    float sum = 0;
    for (std::size_t i = 0; i < kStates.size(); ++i)
      sum += k.at(52 + 18) + k.width(plain, k.tr(state_key(kStates[i]))) + k.width(bold, figures[i]);
    return sum;
  };
  const bool small = wide_in(Type::Body, Type::BodyBold) + k.at(3 * 24) > x1 - x0;
  const Type plain = small ? Type::Meta : Type::Body, bold = small ? Type::Meta : Type::BodyBold;
  const float words = wide_in(plain, bold);
  const float between = std::min(k.at(90), std::max(k.at(8), (x1 - x0 - words) / 3));
  float left = x0;
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    state_mark(k, left, y, kStates[i]);
    left += k.at(52);
    left += k.text(plain, left, y, k.c.text, k.tr(state_key(kStates[i]))) + k.at(18);
    left += k.text(bold, left, y, k.c.text2, figures[i]) + between;
  }
  const float low = b.y1 - k.at(64);
  const auto percent = [&](std::size_t i) { return static_cast<int>(std::lround(k.c.gap_breaks[i] * 100)); };
  std::array<std::string, kAreaClasses> classes;
  float wide = 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    classes[i] = i == 0                       ? fmt::format("< {}", percent(0))
                 : i == k.c.gap_breaks.size() ? fmt::format("> {}", percent(i - 1))
                                              : fmt::format("{}—{}", percent(i - 1), percent(i));
    wide += k.at(56 + 16) + k.width(Type::Meta, classes[i]);
  }
  // Large type has no room for the words beside the classes; what the fill is stands under the title too.
  const float named = k.width(Type::Meta, k.tr("wall.gap_key")) + k.at(48), least = k.at(12) * 4;
  float x = x0;
  if (named + wide + least <= x1 - x0)
    x += k.text(Type::Meta, x0, low, k.c.text2, k.tr("wall.gap_key")) + k.at(48);
  const float apart = std::clamp((x1 - x - wide) / 4, k.at(4), k.at(40));
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const Box swatch = box_at(x, low - k.at(19), k.at(56), k.at(38));
    k.fill(swatch, k.c.gap_ramp[i]);
    k.frame(swatch, k.c.line2);
    x = swatch.x1 + k.at(16);
    x += k.text(Type::Meta, x, low, k.c.text2, classes[i]) + apart;
  }
}

// The longest 1-2-5 step within 420 px, with a tick at its middle, and the north arrow.
void draw_scale(const WallKit& k, const WallLayout& l) {
  const Camera& camera = k.ctx.camera;
  const double most = camera.metres_per_px * k.at(420);
  const double decade = std::pow(10.0, std::floor(std::log10(most)));
  const double metres = most >= 5 * decade ? 5 * decade : most >= 2 * decade ? 2 * decade : decade;
  const float length = static_cast<float>(metres / camera.metres_per_px), y = l.legend.y0 - k.at(40);
  const float right = l.legend.x1 - k.at(80), left = right - length, w = std::max(1.0F, k.at(4));
  k.fill({left, y - w / 2, right, y + w / 2}, k.c.text2);
  for (const float x : {left, right}) k.fill({x - w / 2, y - k.at(18), x + w / 2, y + w / 2}, k.c.text2);
  k.fill({left + length / 2 - w / 2, y - k.at(9), left + length / 2 + w / 2, y}, k.c.text2);
  haloed(k, Type::Note, left - k.at(18), y - k.at(4), k.c.text2,
         metres >= 1000 ? fmt::format("{:.0f} km", metres / 1000) : fmt::format("{:.0f} m", metres),
         Align::Right);
  const float nx = l.legend.x1 - k.at(24);
  k.text(Type::Key, nx, y - k.at(50), k.c.text2, k.tr("north"), Align::Centre);
  const std::array<ImVec2, 4> arrow{ImVec2(nx, y - k.at(26)), ImVec2(nx + k.at(12), y + k.at(10)),
                                    ImVec2(nx, y), ImVec2(nx - k.at(12), y + k.at(10))};
  k.draw->AddPolyline(arrow.data(), 4, k.c.text2, ImDrawFlags_Closed, k.at(3.5F));
}

}  // namespace

void draw_wall_map(const Frame& frame, PanelContext& ctx, const WallLayout& l) {
  if (!wall_ready(frame)) return;
  begin_map(l.map);
  {
    const WallKit k(ctx);
    draw_names(k, frame, l);
    draw_scale(k, l);
    const std::string_view name = k.tr(safeguard_key(ctx.view.safeguard));
    const float w = k.width(Type::Title, name);
    haloed(k, Type::Title, l.head.x0, l.head.y0 + k.at(46), k.c.text, name, Align::Left);
    haloed(k, Type::Meta, l.head.x0 + w + k.at(30), l.head.y0 + k.at(50), k.c.text2,
           k.tr("map.coloured_state"), Align::Left);
    haloed(k, Type::Note, l.head.x0, l.head.y0 + k.at(108), k.c.text3, k.tr("wall.fill"), Align::Left);
  }
  ImGui::End();
  begin_plate(Kit(ctx), "##legend", l.legend);
  draw_key(WallKit(ctx), frame, l.legend);
  ImGui::End();
}

}  // namespace anxin
