#include <algorithm>
#include <cmath>
#include <numeric>

#include "console/panels/cache.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

enum Column : std::size_t { Name, Projects, Severe, High, Arrears, Change, kColumns };
constexpr std::array<SortKey, kColumns> kSort{SortKey::Name, SortKey::Projects, SortKey::Severe,
                                              SortKey::High, SortKey::Arrears,  SortKey::Change};
constexpr std::array<std::string_view, kColumns> kHead{"col.unit", "col.projects", "col.severe",
                                                       "col.high", "col.arrears",  "col.change"};

std::string_view sort_key(SortKey key) {
  switch (key) {
    case SortKey::Severe:
      return "sort.severe";
    case SortKey::High:
      return "sort.high";
    case SortKey::Projects:
      return "sort.projects";
    case SortKey::Arrears:
      return "sort.arrears";
    case SortKey::Change:
      return "sort.change";
    case SortKey::Name:
      return "sort.name";
  }
  return {};
}

std::uint32_t grade_count(const UnitSummary& u, Grade g) { return u.by_grade[static_cast<std::size_t>(g)]; }

std::int64_t value_of(const UnitSummary& u, SortKey key) {
  switch (key) {
    case SortKey::Severe:
      return grade_count(u, Grade::D);
    case SortKey::High:
      return grade_count(u, Grade::C);
    case SortKey::Projects:
      return u.projects;
    case SortKey::Arrears:
      return u.arrears_fen;
    case SortKey::Change:
      return u.severe_change_week;
    case SortKey::Name:
      return 0;
  }
  return 0;
}

// The arrears column is in 亿元 for all rows when one of them needs it.
bool in_yi(const Summary& s) {
  return std::any_of(s.units.begin(), s.units.end(),
                     [](const UnitSummary& u) { return money_of_city(u.arrears_fen, Lang::Zh).yi; });
}

std::string arrears_text(const UnitSummary& u, bool yi, Lang lang) {
  if (!yi) return money_of_city(u.arrears_fen, lang).figure;
  const Fen hundredths = u.arrears_fen / (lang == Lang::Zh ? 100'000'000 : 1'000'000'000);
  return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

std::string cell_text(const Summary& s, const UnitSummary& u, Column column, bool yi, Lang lang) {
  switch (column) {
    case Projects:
      return format_count(u.projects);
    case Severe:
      return format_count(grade_count(u, Grade::D));
    case High:
      return format_count(grade_count(u, Grade::C));
    case Arrears:
      return arrears_text(u, yi, lang);
    case Change:
      return s.week_known ? change_text(u.severe_change_week) : "—";
    default:
      return {};
  }
}

Type type_of(Column column) { return column == Severe || column == Change ? Type::BodyBold : Type::Body; }

// Order and column edges, worked out once for a summary, a sort and a width.
void prepare(const Kit& k, const Frame& frame, float width) {
  PanelCache& cache = cache_of(k.ctx);
  const Summary& s = *frame.summary;
  const SortKey sort = k.ctx.view.sort;
  const bool zh = k.lang == Lang::Zh;
  if (cache.ranking_of == &s && cache.ranking_sort == sort && cache.ranking_scale == k.s &&
      cache.ranking_width == width && cache.ranking_zh == zh) {
    return;
  }
  cache.ranking_of = &s;
  cache.ranking_sort = sort;
  cache.ranking_scale = k.s;
  cache.ranking_width = width;
  cache.ranking_zh = zh;
  cache.ranking.resize(s.units.size());
  std::iota(cache.ranking.begin(), cache.ranking.end(), std::size_t{0});
  std::stable_sort(cache.ranking.begin(), cache.ranking.end(), [&](std::size_t a, std::size_t b) {
    if (sort == SortKey::Name) return unit_short_name(frame, k.lang, a) < unit_short_name(frame, k.lang, b);
    const auto va = value_of(s.units[a], sort), vb = value_of(s.units[b], sort);
    return va != vb ? va > vb : s.units[a].arrears_fen > s.units[b].arrears_fen;
  });
  const bool yi = in_yi(s);
  std::array<float, kColumns> wide{};
  for (std::size_t c = 0; c < kColumns; ++c) {
    const std::string_view head = c == Arrears && yi ? "col.arrears_yi" : kHead[c];
    wide[c] = k.width(Type::Note, k.tr(head));
    for (std::size_t u = 0; u < s.units.size(); ++u) {
      const auto column = static_cast<Column>(c);
      wide[c] = std::max(wide[c],
                         c == Name ? k.width(Type::BodyBold, unit_short_name(frame, k.lang, u))
                                   : k.width(type_of(column), cell_text(s, s.units[u], column, yi, k.lang)));
    }
  }
  const float total = std::accumulate(wide.begin(), wide.end(), 0.0F);
  const float gap = (width - total) / (kColumns - 1);
  const float least = k.px(6);
  if (gap < least)
    wide[Name] =
        std::max(k.px(36), wide[Name] - (least - gap) * (kColumns - 1));  // the name gives way, with …
  const float step = std::max(gap, least);
  float x = 0;
  for (std::size_t c = 0; c < kColumns; ++c) {
    x += wide[c];
    cache.ranking_columns[c] = x;
    x += step;
  }
}

void draw_heads(const Kit& k, const Frame& frame, float x, float y, bool yi) {
  const auto& edges = cache_of(k.ctx).ranking_columns;
  for (std::size_t c = 0; c < kColumns; ++c) {
    const float left = c == 0 ? x : x + edges[c - 1] + k.px(3), right = x + edges[c] + k.px(3);
    const Hit h = k.hit(kHead[c], {left, y - k.px(14), right, y + k.px(14)});
    const bool sorted = k.ctx.view.sort == kSort[c];
    const Colour32 colour = sorted || h.hovered ? k.c.text : k.c.text3;
    const std::string_view text = k.tr(c == Arrears && yi ? "col.arrears_yi" : kHead[c]);
    if (c == 0) {
      k.text(Type::Note, x, y, colour, text);
    } else {
      k.text(Type::Note, x + edges[c], y, colour, text, Align::Right);
    }
    if (h.clicked) k.ctx.view.sort = kSort[c];
  }
  (void)frame;
}

// The share bar under the arrears figure: the longest is the column's width.
void draw_cells(const Kit& k, const Summary& s, const UnitSummary& u, float x, float y, bool yi, Fen most) {
  const auto& edges = cache_of(k.ctx).ranking_columns;
  const auto put = [&](Column column, Colour32 colour, Type type, float dy = 0) {
    k.text(type, x + edges[column], y + dy, colour, cell_text(s, u, column, yi, k.lang), Align::Right);
  };
  const bool light = k.c.theme == Theme::Light;  // there only 重大 may be text (UX 1.2)
  const Colour32 severe =
      grade_count(u, Grade::D) > 0 ? k.c.risk[static_cast<std::size_t>(Grade::D)] : k.c.text3;
  const Colour32 high = grade_count(u, Grade::C) == 0 ? k.c.text3
                        : light                       ? k.c.text
                                                      : k.c.risk[static_cast<std::size_t>(Grade::C)];
  put(Projects, k.c.text2, Type::Body);
  put(Severe, severe, Type::BodyBold);
  put(High, high, Type::Body);
  put(Arrears, k.c.text, Type::Body, -k.px(2));
  const bool moved = s.week_known && u.severe_change_week != 0;
  put(Change, moved ? k.c.text : k.c.text3, u.severe_change_week > 0 ? Type::BodyBold : Type::Body);
  const float left = x + edges[High] + k.px(8), right = x + edges[Arrears];
  const float length = most > 0 ? (right - left) * static_cast<float>(static_cast<double>(u.arrears_fen) /
                                                                      static_cast<double>(most))
                                : 0;
  if (length >= 1) k.fill({left, y + k.px(8), left + length, y + k.px(10)}, k.c.text3);
}

}  // namespace

void frame_unit(const Frame& frame, PanelContext& ctx, std::string_view code) {
  remember_view(ctx);
  if (ctx.view.selected_unit == code) {  // a second click lets go
    ctx.view.selected_unit.clear();
    return;
  }
  ctx.view.selected_unit = std::string(code);
  MapXY lower, upper;
  if (unit_extent(frame, ctx, ctx.view.selected_unit, lower, upper)) fit_box(ctx, lower, upper, 48);
}

float draw_ranking(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const bool narrow = x1 - x0 < k.px(330);  // a laptop's column
  const float left = x0 + k.px(narrow ? 16 : 24), right = x1 - k.px(16);
  const Brief by("{}", tr_with(k.lang, "ranking.by", k.tr(sort_key(k.ctx.view.sort))));
  section_head(k, x0 + k.px(16), x1 - k.px(32), y + k.px(12), "ranking", by);
  k.triangle_down(x1 - k.px(21), y + k.px(12), k.c.text3);
  y += k.px(28);
  if (frame.summary == nullptr || frame.world.registry == nullptr) return y;
  const Summary& s = *frame.summary;
  if (s.units.size() != frame.world.registry->unit_code.size()) return y;
  prepare(k, frame, right - left);
  const bool yi = in_yi(s);
  k.rule(x0, x1, y, k.c.line);
  draw_heads(k, frame, left, y + k.px(14), yi);
  y += k.px(28);
  Fen most = 0;
  for (const UnitSummary& u : s.units) most = std::max(most, u.arrears_fen);
  for (const std::size_t u : cache_of(k.ctx).ranking) {
    const std::string_view code = frame.world.registry->unit_code[u];
    const Box row{x0, y, x1, y + k.px(28)};
    const Hit h = k.hit(code, row);
    const bool framed = k.ctx.view.selected_unit == code;
    if (framed || h.hovered) k.fill(row, k.c.hover);
    if (framed) k.fill({row.x0, row.y0, row.x0 + k.px(3), row.y1}, k.c.text);
    const Tools& tools = k.ctx.state.tools;
    if (tools.focus == PanelFocus::Units && tools.unit_row == code)
      k.frame(row, k.c.text);  // J, K, then Enter
    const float name_w = cache_of(k.ctx).ranking_columns[Name] + k.px(1);
    const std::string_view name = unit_short_name(frame, k.lang, u);
    const Type usual = framed ? Type::BodyBold : Type::Body;  // a name too long for it: smaller before cut
    k.text_in(k.width(usual, name) <= name_w ? usual : Type::Meta, left, row.cy(), name_w, k.c.text, name);
    draw_cells(k, s, s.units[u], left, row.cy(), yi, most);
    if (h.hovered) k.ctx.state.hovered_unit = std::string(code);
    if (h.clicked) frame_unit(frame, k.ctx, code);
    y = row.y1;
  }
  k.rule(x0, x1, y + k.px(4), k.c.line);
  return y + k.px(4);
}

}  // namespace anxin
