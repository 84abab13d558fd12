// The wall's map: what it shows, district names with their shares (those too narrow beside the city, with a
// leader line), legend and scale (UX 5). The ground and the projects are the renderer's.
#include <algorithm>
#include <cmath>

#include "console/panels/figures_text.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/wall.hpp"

namespace anxin {
namespace {

constexpr float kNarrow = 300;  // px of the wall: a narrower district has its name beside the city
constexpr float kCallStep = 5, kCallWide = 262, kCallHigh = 104;
constexpr float kPinkGap = 0.12F;  // from this gap a share is written in the colour of what lacks

struct Name {
  std::string name, share;
  bool large_gap = false;
  Pixel at;  // of the anchor
};
struct Callout {
  Name name;
  Box box;
  bool left = false;
  [[nodiscard]] Pixel end() const { return {left ? box.x1 : box.x0, box.cy()}; }
};

// A district's width on the screen; 0 without a polygon.
float width_of(const BaseMap& base, const Camera& camera, std::string_view code) {
  double low = 1e300, high = -1e300;
  for (const BaseMap::Area& area : base.areas) {
    if (area.code != code) continue;
    for (const auto& ring : area.rings)
      for (const MapXY p : ring) low = std::min(low, p.x()), high = std::max(high, p.x());
  }
  return high < low ? 0 : static_cast<float>((high - low) / camera.metres_per_px);
}

// The city's outline on the screen, one point every few pixels.
std::vector<Pixel> outline_of(const BaseMap& base, const Camera& camera) {
  std::vector<Pixel> out;
  for (const auto& ring : base.city) {
    for (const MapXY at : ring) {
      const Pixel p = camera.to_screen(at);
      if (out.empty() || std::abs(p.x - out.back().x) + std::abs(p.y - out.back().y) > 4) out.push_back(p);
    }
  }
  return out;
}

bool inside(const std::vector<Pixel>& outline, Pixel p) {
  bool in = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const Pixel a = outline[i], b = outline[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

// Places beside the city where a callout may stand, on the left or right edge of the map.
std::vector<Box> free_places(const WallKit& k, const WallLayout& l, const std::vector<Pixel>& outline,
                             bool left) {
  std::vector<Box> out;
  const float w = k.at(kCallWide), h = k.at(kCallHigh), edge = k.at(36);
  for (float y = l.head.y1 + k.at(24); y + h < l.legend.y0 - k.at(90); y += k.at(kCallStep)) {
    const Box b = box_at(left ? l.map.x0 + edge : l.map.x1 - edge - w, y, w, h);
    const Box air = b.grown(k.at(14));
    const bool meets = std::ranges::any_of(outline, [&](Pixel p) { return air.has({p.x, p.y}); });
    if (!meets && !inside(outline, {b.cx(), b.cy()})) out.push_back(b);
  }
  return out;
}

float side_of(Pixel a, Pixel b, Pixel c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }
bool cross(const Callout& a, const Callout& b) {
  const Pixel p = a.name.at, q = a.end(), r = b.name.at, s = b.end();
  return side_of(p, q, r) * side_of(p, q, s) < 0 && side_of(r, s, p) * side_of(r, s, q) < 0;
}

// Names to places of one side, both from north to south, so that the places are nearest on the whole and none
// meets another; what finds none goes to `over`. Then places are exchanged until no two lines cross.
std::vector<Callout> placed(std::vector<Name> names, std::vector<Box> places, bool left,
                            std::vector<Name>& over) {
  constexpr float kNever = 1e18F;
  std::ranges::sort(names, {}, [](const Name& n) { return n.at.y; });
  const std::size_t m = places.size();
  std::vector<std::size_t> next(m);  // the first place below that does not meet this one
  for (std::size_t j = 0; j < m; ++j) {
    next[j] = j + 1;
    while (next[j] < m && places[next[j]].y0 < places[j].y1 + places[j].h() * 0.1F) ++next[j];
  }
  // least[i][j]: the least way of names i and on among places j and on.
  std::vector<std::vector<float>> least;
  for (;; over.push_back(std::move(names.back())), names.pop_back()) {
    const std::size_t n = names.size();
    least.assign(n + 1, std::vector<float>(m + 1, kNever));
    std::ranges::fill(least[n], 0.0F);
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t j = m; j-- > 0;)
        least[i][j] =
            std::min(least[i][j + 1], std::abs(places[j].cy() - names[i].at.y) + least[i + 1][next[j]]);
    }
    if (least[0][0] < kNever / 2 || n == 0) break;
  }
  std::vector<Callout> out;
  for (std::size_t i = 0, j = 0; i < names.size(); ++j) {
    if (least[i][j] == least[i][j + 1]) continue;
    out.push_back({std::move(names[i++]), places[j], left});
    j = next[j] - 1;
  }
  for (std::size_t pass = 0; pass < out.size(); ++pass) {
    for (std::size_t i = 0; i < out.size(); ++i)
      for (std::size_t j = i + 1; j < out.size(); ++j)
        if (cross(out[i], out[j])) std::swap(out[i].box, out[j].box);
  }
  return out;
}

std::vector<Callout> callouts(const WallKit& k, const WallLayout& l, std::vector<Name> names) {
  const std::vector<Pixel> outline = outline_of(k.ctx.base, k.ctx.camera);
  if (outline.size() < 3) return {};
  float middle = 0;
  for (const Name& n : names) middle += n.at.x / static_cast<float>(names.size());
  std::vector<Name> west, east, none;
  for (Name& n : names) (n.at.x < middle ? west : east).push_back(std::move(n));
  auto right = free_places(k, l, outline, false);
  std::vector<Name> over;
  std::vector<Callout> out = placed(std::move(west), free_places(k, l, outline, true), true, over);
  for (Name& n : over) east.push_back(std::move(n));
  std::ranges::move(placed(std::move(east), std::move(right), false, none), std::back_inserter(out));
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

void draw_name(const WallKit& k, const Name& n, float x, float y, Align align) {
  haloed(k, Type::BodyBold, x, y - k.at(26), k.c.text, n.name, align);
  haloed(k, n.large_gap ? Type::BodyBold : Type::Body, x, y + k.at(26), n.large_gap ? k.c.cov[0] : k.c.text,
         n.share, align);
}

void draw_names(const WallKit& k, const Frame& frame, const WallLayout& l) {
  const Registry& r = *frame.world.registry;
  const auto& cells = frame.world.coverage->by_unit[static_cast<std::size_t>(k.ctx.view.safeguard)];
  const int target = target_of(*frame.pack, k.ctx.view.safeguard, frame.as_of).permille;
  std::vector<Name> beside;
  for (const BaseMap::Anchor& anchor : k.ctx.base.anchors) {
    Name n{anchor.name, std::string(kNotApplicable), false, k.ctx.camera.to_screen(anchor.at)};
    for (std::size_t u = 0; u < r.unit_code.size() && u < cells.size(); ++u) {
      if (r.unit_code[u] != anchor.unit_code) continue;
      n.name = unit_short_name(frame, k.lang, u);
      n.share = share_text(cells[u]);
      const auto gap = target > 0 ? cells[u].gap_tenths(target) : std::nullopt;
      n.large_gap = gap && static_cast<float>(*gap) / 1000 >= kPinkGap;
    }
    if (width_of(k.ctx.base, k.ctx.camera, anchor.unit_code) < k.at(kNarrow)) {
      beside.push_back(std::move(n));
    } else {
      draw_name(k, n, n.at.x, n.at.y, Align::Centre);
    }
  }
  const bool whole_city = !k.ctx.view.view_locked || !beside.empty();
  for (const Callout& c : whole_city ? callouts(k, l, std::move(beside)) : std::vector<Callout>{}) {
    const Pixel from = c.end(), to = c.name.at;
    const float gap = c.left ? k.at(10) : -k.at(10);
    k.draw->AddLine({from.x + gap, from.y}, {to.x, to.y}, k.c.map, k.at(8));
    k.draw->AddLine({from.x + gap, from.y}, {to.x, to.y}, k.c.text2, k.at(3));
    k.draw->AddCircleFilled({to.x, to.y}, k.at(8), k.c.text2);
    draw_name(k, c.name, c.left ? c.box.x1 : c.box.x0, c.box.cy(), c.left ? Align::Right : Align::Left);
  }
}

constexpr std::size_t kAreaClasses = 5;

// Counts of the four states of the whole city, and the classes of the fill.
void draw_key(const WallKit& k, const Frame& frame, const Box& b) {
  const CoverageCell& cell = frame.world.coverage->city[static_cast<std::size_t>(k.ctx.view.safeguard)];
  constexpr std::array kStates{SafeguardState::Yes, SafeguardState::No, SafeguardState::NotApplicable,
                               SafeguardState::Unknown};
  const float x0 = b.x0 + k.at(36), x1 = b.x1 - k.at(36), y = b.y0 + k.at(64);
  std::array<std::string, 4> figures;
  float words = 0;
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    figures[i] = format_count(cell.of(kStates[i]));
    words += k.at(52 + 18) + k.width(Type::Body, k.tr(state_key(kStates[i]))) +
             k.width(Type::BodyBold, figures[i]);
  }
  const float between = std::min(k.at(90), std::max(k.at(8), (x1 - x0 - words) / 3));
  float left = x0;
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    state_mark(k, left, y, kStates[i]);
    left += k.at(52);
    left += k.text(Type::Body, left, y, k.c.text, k.tr(state_key(kStates[i]))) + k.at(18);
    left += k.text(Type::BodyBold, left, y, k.c.text2, figures[i]) + between;
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
