#include "console/panels/command_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/panels/cache.hpp"
#include "console/panels/command_dispatch.hpp"
#include "console/panels/coverage_words.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/lang.hpp"
#include "console/panels/unit_names.hpp"
#include "console/panels/view_history.hpp"
#include "console/panels/widgets.hpp"
#include "data/model/format.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

constexpr double kCentreScale = 50'000;

std::string degrees_text(LonLat at) { return fmt::format("{:.5f} E  {:.5f} N", at.lon(), at.lat()); }

void centre_on(PanelContext& ctx, MapXY at) {
  const double scale = kCentreScale * ctx.camera.metres_per_px / ctx.camera.scale_denominator();
  move_camera(ctx, at, std::min(ctx.camera.metres_per_px, scale));
}

std::string grades_text(const PanelContext& ctx, const std::vector<Grade>& grades) {
  const Lang lang = lang_of(ctx.view.language);
  std::string text;
  for (const Grade g : grades) {
    if (!text.empty()) text += lang == Lang::En ? ", " : "、";
    text += tr(lang, grade_key(g));
  }
  return text;
}

Status run_risk(PanelContext& ctx, const std::vector<Grade>& grades) {
  remember_view(ctx);
  for (int g = 0; g < kGrades; ++g) {
    const bool shown = grades.empty() || std::ranges::find(grades, static_cast<Grade>(g)) != grades.end();
    ctx.view.filters.grade_hidden[static_cast<std::size_t>(g)] = !shown;
  }
  return {};
}

Status run_go(PanelContext& ctx, LonLat at) {
  const MapXY there = to_map(at);
  constexpr double kFar_m = 400'000;
  const double dx = there.x() - ctx.base.lower.x(), dy = there.y() - ctx.base.lower.y();
  if (!(std::abs(dx) < kFar_m && std::abs(dy) < kFar_m)) {
    return fail(ErrorCode::BadInput, tr_with(Lang::Zh, "line.outside", degrees_text(at)),
                tr_with(Lang::En, "line.outside", degrees_text(at)));
  }
  remember_view(ctx);
  centre_on(ctx, there);
  return {};
}

std::string unit_of_district(const Frame& frame, const std::string& district) {
  for (const SupervisingUnit& u : frame.pack->supervising_units) {
    if (u.district && *u.district == district) return u.code;
  }
  return {};
}

void frame_township(const Frame& frame, PanelContext& ctx, const Finding& f) {
  const Registry& r = *frame.world.registry;
  remember_view(ctx);
  ctx.view.selected_unit = unit_of_district(frame, f.note);
  MapXY lower, upper;
  bool any = false;
  for (std::size_t i = 0; i < r.projects(); ++i) {
    if (r.township[i] != f.name || r.district[i] >= r.unit_code.size() ||
        r.unit_code[r.district[i]] != f.note)
      continue;
    const MapXY at = r.xy[i];
    lower = any ? MapXY::of_metres(std::min(lower.x(), at.x()), std::min(lower.y(), at.y())) : at;
    upper = any ? MapXY::of_metres(std::max(upper.x(), at.x()), std::max(upper.y(), at.y())) : at;
    any = true;
  }
  if (any || unit_extent(frame, ctx, ctx.view.selected_unit, lower, upper)) fit_box(ctx, lower, upper, 64);
}

void frame_found_unit(const Frame& frame, PanelContext& ctx, const std::string& code) {
  remember_view(ctx);
  ctx.view.selected_unit = code;
  MapXY lower, upper;
  if (unit_extent(frame, ctx, code, lower, upper)) fit_box(ctx, lower, upper, 48);
}

void gather_projects_of(const Frame& frame, PanelContext& ctx, const Finding& f) {
  const Registry& r = *frame.world.registry;
  remember_view(ctx);
  ctx.view.set = {};
  ctx.state.tools.gathering.opened = false;
  Index enterprise = 0;
  while (enterprise < r.enterprise_uscc.size() && r.enterprise_uscc[enterprise] != f.code) ++enterprise;
  for (std::size_t i = 0; i < r.projects(); ++i) {
    if (r.general_contractor[i] == enterprise) ctx.view.set.added.emplace_back(r.id[i]);
  }
  ctx.view.left_panel = true;
}

std::string unit_name(const Frame& frame, Lang lang, std::string_view code) {
  for (const SupervisingUnit& u : frame.pack->supervising_units) {
    if (u.code == code) return std::string(short_name_of(u, lang));
  }
  return std::string(code);
}

}  // namespace

std::optional<Error> missing_for(LineVerb verb) {
  const auto needs = [](std::string_view view) {
    return Error{ErrorCode::Refused, tr_with(Lang::Zh, "missing", tr(Lang::Zh, view)),
                 tr_with(Lang::En, "missing", tr(Lang::En, view))};
  };
  switch (verb) {
    case LineVerb::Add:
      return needs("missing.inspection");
    case LineVerb::Lock:
      return needs("missing.wall");
    case LineVerb::Drill:
      return needs("missing.drill");
    default:
      return {};
  }
}

namespace {

std::string_view format_name(ExportFormat format) {
  constexpr std::array<std::string_view, 5> kNames{"CSV", "XLSX", "GPKG", "GeoJSON", "Shapefile"};
  return kNames[static_cast<std::size_t>(format)];
}

// What the line does not say: the set if there is one, else what the view shows.
ExportList export_of(const Frame& frame, const PanelContext& ctx, const CommandLine& line) {
  ExportList wish;
  if (line.what) {
    wish.what = *line.what;
  } else if (!frame.set && line.format != ExportFormat::GeoJson && line.format != ExportFormat::Shp) {
    wish.what = ctx.view.tab == ViewTab::Coverage  ? ExportWhat::Coverage
                : ctx.view.tab == ViewTab::Clauses ? ExportWhat::Clauses
                                                   : ExportWhat::Projects;
  }
  wish.format =
      line.format.value_or(wish.what == ExportWhat::Districts ? ExportFormat::GeoJson : ExportFormat::Csv);
  return wish;
}

}  // namespace

std::string effect_of(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  const Lang lang = lang_of(ctx.view.language);
  if (!line.verb) return {};
  if (about_incidents(*line.verb)) return effect_of_dispatch(frame, ctx, line, lang);
  if (const auto missing = missing_for(*line.verb)) return lang == Lang::En ? missing->en : missing->zh;
  switch (*line.verb) {
    case LineVerb::Risk:
      if (line.grades.empty()) return std::string(tr(lang, "effect.risk_all"));
      return tr_with(lang, "effect.risk", grades_text(ctx, line.grades));
    case LineVerb::Coverage:
      return line.safeguard ? tr_with(lang, "effect.cov", tr(lang, safeguard_key(*line.safeguard)))
                            : std::string(tr(lang, "effect.cov_risk"));
    case LineVerb::AsOf:
      return line.day ? tr_with(lang, "effect.asof", to_string(*line.day))
                      : std::string(tr(lang, "effect.asof_live"));
    case LineVerb::Go:
      return line.at ? tr_with(lang, "effect.go", degrees_text(*line.at)) : std::string();
    case LineVerb::Theme:
      return std::string(tr(lang, line.theme == ThemeWish::Dark    ? "effect.theme_dark"
                                  : line.theme == ThemeWish::Light ? "effect.theme_light"
                                                                   : "effect.theme"));
    case LineVerb::Export: {
      const ExportList wish = export_of(frame, ctx, line);
      if (wish.what != ExportWhat::Projects) {
        return tr_with(lang, "effect.export_what",
                       tr(lang, fmt::format("export.what{}", static_cast<int>(wish.what))),
                       format_name(wish.format));
      }
      const std::size_t n = frame.set ? frame.set->projects.size() : frame.summary ? frame.summary->shown : 0;
      return tr_with(lang, frame.set ? "effect.export_set" : "effect.export",
                     format_count(static_cast<std::int64_t>(n)), format_name(wish.format));
    }
    default:
      return std::string(tr(lang, fmt::format("effect.{}", word_of(*line.verb))));
  }
}

std::string effect_of(const Frame& frame, const PanelContext& ctx, const Finding& f) {
  const Lang lang = lang_of(ctx.view.language);
  switch (f.kind) {
    case FindKind::Unit:
      return std::string(tr(lang, "effect.unit"));
    case FindKind::Township:
      return tr_with(lang, "effect.township", unit_name(frame, lang, unit_of_district(frame, f.note)));
    case FindKind::Enterprise:
      return std::string(tr(lang, "effect.enterprise"));
    case FindKind::Project:
      break;
  }
  return tr_with(lang, "effect.project", f.code);
}

Status run_command(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  if (!line.verb) return {};
  if (auto missing = missing_for(*line.verb)) return std::unexpected(std::move(*missing));
  if (about_incidents(*line.verb)) return run_dispatch_line(frame, ctx, line);
  switch (*line.verb) {
    case LineVerb::Risk:
      return run_risk(ctx, line.grades);
    case LineVerb::Go:
      return line.at ? run_go(ctx, *line.at) : Status();
    case LineVerb::Coverage:
      if (!line.safeguard) {
        act(frame, ctx, Verb::ColourRisk);
      } else {
        show_safeguard(ctx, *line.safeguard);
      }
      break;
    case LineVerb::AsOf:
      if (line.day && *line.day > frame.today) {
        return fail(ErrorCode::Refused, tr_with(Lang::Zh, "line.asof_future"),
                    tr_with(Lang::En, "line.asof_future"));
      }
      show_day(ctx, line.day && *line.day < frame.today ? line.day : std::nullopt);
      break;
    case LineVerb::Fit:
      act(frame, ctx, Verb::Fit);
      break;
    case LineVerb::Theme:
      if (line.theme == ThemeWish::Turn) {
        act(frame, ctx, Verb::Theme);
      } else {
        ctx.view.theme = line.theme == ThemeWish::Dark ? 0 : 1;
      }
      break;
    case LineVerb::Export:
      if (!frame.world.risk) {
        return fail(ErrorCode::Refused, tr_with(Lang::Zh, "line.grades_wait"),
                    tr_with(Lang::En, "line.grades_wait"));
      }
      if (export_of(frame, ctx, line).what > ExportWhat::Units && !frame.world.coverage) {
        return fail(ErrorCode::Refused, tr_with(Lang::Zh, "line.grades_wait"),
                    tr_with(Lang::En, "line.grades_wait"));
      }
      ctx.outbox.asks.emplace_back(export_of(frame, ctx, line));
      break;
    case LineVerb::Help:
      if (!ctx.state.help_open) act(frame, ctx, Verb::Help);
      break;
    default:
      break;
  }
  return {};
}

void show_project(const Frame& frame, PanelContext& ctx, Index project) {
  const Registry& r = *frame.world.registry;
  select_project(ctx, r.id[project]);
  ctx.view.inspector = true;
  centre_on(ctx, r.xy[project]);
}

void go_to(const Frame& frame, PanelContext& ctx, const Finding& f) {
  if (frame.world.registry == nullptr) return;
  switch (f.kind) {
    case FindKind::Unit:
      return frame_found_unit(frame, ctx, f.code);
    case FindKind::Township:
      return frame_township(frame, ctx, f);
    case FindKind::Enterprise:
      return gather_projects_of(frame, ctx, f);
    case FindKind::Project:
      if (const Index i = frame.world.registry->find_project(f.code); i != kNone) show_project(frame, ctx, i);
  }
}

}  // namespace anxin
