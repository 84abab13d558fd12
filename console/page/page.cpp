#include "console/page/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "console/page/sheet.hpp"
#include "console/panels/coverage_words.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/unit_names.hpp"

namespace anxin {
namespace {

constexpr double kMargin = 12, kSide = 84, kGap = 6, kHead = 26, kFoot = 12;

struct Page {
  const Frame& frame;
  const ViewState& view;
  const Style& style;
  Lang lang;
  double w, h;
  PaperSheet& sheet;
  [[nodiscard]] std::string_view tr(std::string_view key) const { return anxin::tr(lang, key); }
};

PaperSize paper_size(Paper paper) { return paper == Paper::A3 ? PaperSize{420, 297} : PaperSize{297, 210}; }

std::string moment_text(Instant at) {
  std::string text = to_string(at + kBeijingOffset);
  if (text.ends_with('Z')) text.pop_back();
  return text;
}

std::string title_of(const Page& p) {
  if (p.view.tab == ViewTab::Coverage) return std::string(p.tr(safeguard_key(p.view.safeguard)));
  return std::string(p.tr("page.title_risk"));
}

void draw_head(const Page& p) {
  PaperSheet& s = p.sheet;
  s.text(kMargin, kMargin - 3, 18, title_of(p), p.style.text, true);
  const std::string city = p.lang == Lang::En ? "Beijing" : std::string(p.frame.pack->city_zh);
  const std::string day =
      tr_with(p.lang, p.frame.then_known ? "page.as_known" : "page.as_of", to_string(p.frame.as_of));
  s.text(kMargin, kMargin + 6.5, 10, fmt::format("{} · {}", city, day), p.style.text2);
  s.text(p.w - kMargin, kMargin - 2, 11, p.tr("brand"), p.style.text, true, Edge::Right);
  double right = p.w - kMargin;
  const auto mark = [&](std::string_view word) {
    const double wide = s.width(10, word, true) + 5;
    s.frame(right - wide, kMargin + 5.5, wide, 6, p.style.text);
    s.text(right - wide / 2, kMargin + 6, 10, word, p.style.text, true, Edge::Centre);
    right -= wide + 3;
  };
  if (p.frame.simulated) mark(p.tr("simulated"));
  if (p.frame.exercise) mark(p.tr("exercise.head"));  // on its map the watermark
}

// 1-2-5 metres whose bar is between 25 and 60 millimetres long.
double bar_metres(double metres_per_mm) {
  double step = std::pow(10, std::floor(std::log10(60 * metres_per_mm)));
  for (const double times : {5.0, 2.0, 1.0})
    if (step * times <= 60 * metres_per_mm) return step * times;
  return step;
}

// 1:412,000 to two significant digits: the paper may have been scaled by a printer.
std::string ratio_text(double denominator) {
  const double unit = std::pow(10, std::floor(std::log10(denominator)) - 1);
  return "1:" + format_count(static_cast<std::int64_t>(std::round(denominator / unit) * unit));
}

void draw_map(const Page& p, const PageMap& map, const PaperSize& room) {
  const double fit = std::min(room.w / map.w, room.h / map.h);  // millimetres a pixel
  const double w = map.w * fit, h = map.h * fit, x = kMargin, y = kHead + (room.h - h) / 2;
  p.sheet.picture(x, y, w, h, map.w, map.h, map.rgba.data());
  p.sheet.frame(x, y, w, h, p.style.line2);
  const double metres_per_mm = map.metres_per_px / fit, metres = bar_metres(metres_per_mm);
  const double length = metres / metres_per_mm, right = x + w - 4, below = y + h - 5;
  const std::string words =
      metres >= 1000 ? fmt::format("{} km", metres / 1000) : fmt::format("{} m", metres);
  const std::string ratio = ratio_text(metres_per_mm * 1000);
  const double wide = std::max(length, p.sheet.width(8, words + "  " + ratio)) + 5;
  p.sheet.fill(right - wide - 1, below - 8, wide + 3, 11, p.style.panel);
  p.sheet.frame(right - wide - 1, below - 8, wide + 3, 11, p.style.line);
  p.sheet.text(right - length, below - 7.2, 8, words, p.style.text);
  p.sheet.text(right, below - 7.2, 8, ratio, p.style.text2, false, Edge::Right);
  p.sheet.line(right - length, below, right, below, p.style.text, 0.5);
  for (const double at : {0.0, 0.5, 1.0})
    p.sheet.line(right - length * at, below - 1.2, right - length * at, below, p.style.text, 0.3);
}

struct LegendRow {
  std::string name, count;
  Colour32 colour;
  bool hollow = false;
};

std::vector<LegendRow> legend_of(const Page& p) {
  std::vector<LegendRow> rows;
  if (p.view.tab == ViewTab::Coverage) {
    const CoverageCell& cell = p.frame.world.coverage->city[static_cast<std::size_t>(p.view.safeguard)];
    for (const SafeguardState state :
         {SafeguardState::Yes, SafeguardState::No, SafeguardState::NotApplicable, SafeguardState::Unknown})
      rows.push_back({std::string(p.tr(state_key(state))), format_count(cell.of(state)),
                      p.style.cov[static_cast<std::size_t>(state)], state == SafeguardState::Unknown});
    return rows;
  }
  constexpr std::array<std::string_view, kGrades> keys{"grade.a", "grade.b", "grade.c", "grade.d",
                                                       "grade.unknown"};
  for (const Grade g : {Grade::D, Grade::C, Grade::B, Grade::A, Grade::Unknown}) {
    const auto at = static_cast<std::size_t>(g);
    rows.push_back({std::string(p.tr(keys[at])), format_count(p.frame.summary->city.by_grade[at]),
                    p.style.risk[at], g == Grade::Unknown});
  }
  return rows;
}

double draw_legend(const Page& p, double x, double right, double y) {
  p.sheet.text(x, y, 11, p.tr("legend"), p.style.text, true);
  const bool coverage = p.view.tab == ViewTab::Coverage;
  p.sheet.text(right, y + 0.8, 8, p.tr(coverage ? counted_over_key(p.view.safeguard) : "tile.projects"),
               p.style.text3, false, Edge::Right);
  y += 7;
  for (const LegendRow& row : legend_of(p)) {
    if (row.hollow) {
      p.sheet.ring(x + 2, y + 2.4, 1.3, row.colour);
    } else {
      p.sheet.dot(x + 2, y + 2.4, 1.4, row.colour, p.style.keyline);
    }
    p.sheet.text(x + 6, y, 9, row.name, p.style.text);
    p.sheet.text(right, y, 9, row.count, p.style.text, false, Edge::Right);
    y += 5.2;
  }
  return y + 3;
}

struct UnitLine {
  std::string name;
  std::vector<std::string> cells;
};

// The table of the view: heads, then a line a supervising unit, in the unit's own order of gravity.
std::vector<UnitLine> units_of(const Page& p, std::vector<std::string>& heads) {
  const Registry& r = *p.frame.world.registry;
  std::vector<std::pair<double, UnitLine>> lines;
  for (std::size_t u = 0; u < r.unit_code.size(); ++u) {
    UnitLine line{std::string(unit_short_name(p.frame, p.lang, u)), {}};
    double key = 0;
    if (p.view.tab == ViewTab::Coverage) {
      const CoverageCell& cell =
          p.frame.world.coverage->by_unit[static_cast<std::size_t>(p.view.safeguard)][u];
      const auto share = cell.share();
      key = share.value_or(2);
      line.cells = {share ? format_share(*share) : std::string(kNotApplicable), format_count(cell.no),
                    format_count(cell.unknown)};
    } else {
      const UnitSummary& unit = p.frame.summary->units[u];
      const auto severe = unit.by_grade[static_cast<std::size_t>(Grade::D)];
      key = -static_cast<double>(severe);
      line.cells = {format_count(unit.projects), format_count(severe),
                    format_count(unit.by_grade[static_cast<std::size_t>(Grade::C)]),
                    format_count(unit.arrears_fen / 1'000'000)};
    }
    lines.emplace_back(key, std::move(line));
  }
  std::ranges::stable_sort(lines, {}, [](const auto& one) { return one.first; });
  const auto head = [&](std::string_view key) { heads.emplace_back(p.tr(key)); };
  if (p.view.tab == ViewTab::Coverage) {
    head("page.share"), head("state.no"), head("state.unknown");
  } else {
    head("page.projects"), head("page.severe"), head("page.high"), head("page.arrears");
  }
  std::vector<UnitLine> out;
  out.reserve(lines.size());
  for (auto& [key, line] : lines) out.push_back(std::move(line));
  return out;
}

void draw_table(const Page& p, double x, double right, double y, double bottom) {
  std::vector<std::string> heads;
  const auto lines = units_of(p, heads);
  const double column = 15.5, row = std::min(6.5, (bottom - y - 14) / static_cast<double>(lines.size()));
  p.sheet.text(x, y, 11, p.tr("page.by_unit"), p.style.text, true);
  y += 7;
  const auto at = [&](std::size_t i) { return right - column * static_cast<double>(heads.size() - 1 - i); };
  for (std::size_t i = 0; i < heads.size(); ++i)
    p.sheet.text(at(i), y, 7.5, heads[i], p.style.text3, false, Edge::Right);
  y += 5;
  p.sheet.line(x, y - 0.6, right, y - 0.6, p.style.line2);
  for (const UnitLine& line : lines) {
    p.sheet.text(x, y, 8.5, line.name, p.style.text);
    for (std::size_t i = 0; i < line.cells.size(); ++i)
      p.sheet.text(at(i), y, 8.5, line.cells[i], p.style.text, false, Edge::Right);
    y += row;
    p.sheet.line(x, y - 0.5, right, y - 0.5, p.style.line, 0.1);
  }
}

void draw_foot(const Page& p) {
  const double y = p.h - kMargin - 1;
  const std::string source = tr_with(p.lang, "page.source", p.frame.store_name, p.frame.world.head());
  p.sheet.line(kMargin, y - 2, p.w - kMargin, y - 2, p.style.line2);
  p.sheet.text(kMargin, y, 8, fmt::format("{} · {}", source, p.tr("page.crs")), p.style.text3);
  p.sheet.text(p.w - kMargin, y, 8,
               fmt::format("{} · {}", tr_with(p.lang, "page.written", moment_text(p.frame.now)),
                           p.tr("page.internal")),
               p.style.text3, false, Edge::Right);
}

}  // namespace

PaperSize map_room(Paper paper) {
  const PaperSize size = paper_size(paper);
  return {size.w - 2 * kMargin - kSide - kGap, size.h - kHead - kMargin - kFoot};
}

Status write_page(const Frame& frame, const ViewState& view, const PageMap& map, Paper paper,
                  const std::filesystem::path& out) {
  const bool coverage = view.tab == ViewTab::Coverage;
  if (!frame.world.registry || !frame.summary || !frame.pack || map.w <= 0 || map.h <= 0 ||
      (coverage && !frame.world.coverage))
    return fail(ErrorCode::NotFound, "数据还在读取，稍后再输出页面。",
                "The data are still being read; write the page in a moment.");
  auto file = PendingFile::beside(out);
  if (!file) return std::unexpected(file.error());
  const Lang lang = lang_of(view.language);
  const PaperSize size = paper_size(paper);
  std::string title(tr(lang, coverage ? safeguard_key(view.safeguard) : "page.title_risk"));
  PaperSheet sheet(std::move(*file), size.w, size.h, fmt::format("{} {}", title, to_string(frame.as_of)),
                   moment_text(frame.now));
  const Page page{frame, view, style_of(Theme::Light), lang, size.w, size.h, sheet};
  draw_head(page);
  draw_map(page, map, map_room(paper));
  const double x = size.w - kMargin - kSide, right = size.w - kMargin;
  const double y = draw_legend(page, x, right, kHead);
  draw_table(page, x, right, y, size.h - kMargin - 6);
  draw_foot(page);
  return sheet.publish();
}

}  // namespace anxin
