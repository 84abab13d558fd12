// A new incident (N; E at a project; a right click on the map): a plate over the map, filled in from the
// keyboard within seconds. The place is a project, a place found by name, or a point of the map; the level
// follows from what is entered here, by the desk.
#include <algorithm>
#include <cmath>

#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

enum Entry : std::size_t { kPlace, kPersons, kSource, kCase, kExtreme, kModifier, kClaimed };
constexpr int kTicked = 4;  // modifiers that a person ticks; the others follow from calendar and record
constexpr std::size_t kMostFound = 4;
constexpr std::int64_t kMostPersons = 100'000;
constexpr std::uint8_t kKinds =
    1U << static_cast<int>(FindKind::Project) | 1U << static_cast<int>(FindKind::Township);

std::vector<FormEntry> entries_of(Lang lang, const IntakePanel& intake) {
  const auto word = [&](std::string_view key) { return std::string(tr(lang, key)); };
  const auto line = [&](std::string_view key, EntryKind kind) {
    return FormEntry{kind, word(key), word(fmt::format("{}.hint", key))};
  };
  FormEntry source{EntryKind::One, word("field.source"), {}},
      extreme{EntryKind::One, word("field.extreme"), {}},
      modifier{EntryKind::Many, word("field.modifier"), {}};
  for (int s = 0; s < kIncidentSources; ++s) source.items.push_back(word(source_key(IncidentSource(s))));
  for (int e = 0; e < 4; ++e) extreme.items.push_back(word(extreme_key(ExtremeAct(e))));
  for (int m = 0; m < kTicked; ++m) modifier.items.push_back(word(modifier_key(Modifier(m))));
  FormEntry place = line("field.place", EntryKind::Line);
  if (intake.at) place.hint = word("field.place.named");
  return {place,
          line("field.persons", EntryKind::Number),
          source,
          line("field.case", EntryKind::Line),
          extreme,
          modifier,
          line("field.claimed", EntryKind::Number)};
}

bool placed(const IntakePanel& intake) { return !intake.project.empty() || intake.at.has_value(); }

std::string query_of(const IntakePanel& intake) {
  return placed(intake) ? std::string() : std::string(line_of(intake.fields, kPlace));
}

const Found* found_of(const Frame& frame, const IntakePanel& intake) {
  const std::string query = query_of(intake);
  if (query.empty() || !frame.found || frame.found->query != query || frame.found->kinds != kKinds)
    return nullptr;
  return frame.found.get();
}

std::string fault_of_intake(const Frame& frame, PanelContext& ctx, Lang lang) {
  const IntakePanel& intake = ctx.state.tools.intake;
  if (std::string off = why_not(frame, ctx, Deed::New, lang); !off.empty()) return off;
  const auto fault = [&](std::string_view key) { return std::string(tr(lang, key)); };
  if (!placed(intake)) return fault("fault.place");
  const std::int64_t persons = number_of(intake.fields, kPersons, kMostPersons);
  if (persons <= 0) return fault("fault.persons");
  if (fen_of(lang, line_of(intake.fields, kClaimed)) < 0) return fault("fault.money");
  return {};
}

void send_intake(const Frame& frame, PanelContext& ctx) {
  IntakePanel& intake = ctx.state.tools.intake;
  const Lang lang = lang_of(ctx.view.language);
  if (!fault_of_intake(frame, ctx, lang).empty()) {
    if (placed(intake)) intake.fields.focus = kPersons;
    return;
  }
  ReportIncident report;
  if (!intake.project.empty()) report.project = intake.project;
  const std::string name(line_of(intake.fields, kPlace));
  if (!name.empty()) {
    report.place = name;
  } else if (intake.project.empty() && !intake.place.empty()) {
    report.place = intake.place;
  }
  if (intake.project.empty()) report.at = from_map(*intake.at);
  report.source.source = static_cast<IncidentSource>(chosen_of(intake.fields, kSource));
  report.source.case_number = line_of(intake.fields, kCase);
  report.persons = static_cast<std::int32_t>(number_of(intake.fields, kPersons, kMostPersons));
  report.extreme = static_cast<ExtremeAct>(chosen_of(intake.fields, kExtreme));
  report.modifiers = static_cast<std::uint8_t>(intake.fields.bits[kModifier]);
  if (const Fen claimed = fen_of(lang, line_of(intake.fields, kClaimed)); claimed > 0)
    report.claimed_fen = claimed;
  report.exercise = frame.exercise;
  send(frame, ctx, std::move(report), SentFrom::Intake);
}

void take_place(const Frame& frame, PanelContext& ctx, const Finding& f) {
  IntakePanel& intake = ctx.state.tools.intake;
  if (!frame.world.registry || !frame.base) return;
  const Registry& r = *frame.world.registry;
  if (f.kind == FindKind::Project) {
    if (r.find_project(f.code) == kNone) return;
    intake.project = f.code;
    intake.place = f.name;
  } else {
    MapXY sum = MapXY::of_metres(0, 0);
    double n = 0;
    for (std::size_t i = 0; i < r.projects(); ++i) {
      if (r.township[i] != f.name) continue;
      sum = MapXY::of_metres(sum.x() + r.xy[i].x(), sum.y() + r.xy[i].y());
      ++n;
    }
    if (n == 0) {  // no project tells where it lies: at the name of its district, for the operator to move
      const auto& anchors = frame.base->anchors;
      const auto anchor = std::ranges::find(anchors, f.note, &BaseMap::Anchor::unit_code);
      if (anchor == anchors.end()) return;
      sum = anchor->at, n = 1;
    }
    intake.at = MapXY::of_metres(sum.x() / n, sum.y() / n);
    intake.place = f.name;
  }
  intake.fields.lines[kPlace].set({});
  intake.fields.focus = kPersons;
}

// The line as the name of the middle of the map.
void take_centre(PanelContext& ctx) {
  IntakePanel& intake = ctx.state.tools.intake;
  intake.place = line_of(intake.fields, kPlace);
  intake.at = ctx.camera.centre;
  intake.fields.lines[kPlace].set({});
  intake.fields.focus = kPersons;
}

std::size_t shown_of(const Found* found) {
  return found == nullptr ? 0 : std::min(kMostFound, found->best.size());
}

void ask(const Frame& frame, PanelContext& ctx) {
  IntakePanel& intake = ctx.state.tools.intake;
  const std::string query = query_of(intake);
  if (query.empty() || !frame.can_find || found_of(frame, intake) != nullptr || intake.asked == query) return;
  intake.asked = query;
  ctx.outbox.asks.emplace_back(Find{query, kKinds});
}

void begin(PanelContext& ctx, std::size_t focus) {
  IntakePanel& intake = ctx.state.tools.intake;
  intake.open = true;
  ctx.state.tools.menu = {};
  ctx.state.tools.ground = {};
  ctx.state.tools.dispatch.told.reset();
  show_tab(ctx, ViewTab::Dispatch);
  begin_fields(intake.fields, entries_of(lang_of(ctx.view.language), intake), focus);
}

std::string degrees_text(MapXY at) {
  const LonLat p = from_map(at);
  return fmt::format("{:.5f} E  {:.5f} N", p.lon(), p.lat());
}

// Where it is, in words: the project, or the point.
float draw_where(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  IntakePanel& intake = k.ctx.state.tools.intake;
  if (!placed(intake)) {
    k.text_in(Type::Meta, x0, y + k.px(12), x1 - x0, k.c.text2, k.tr("intake.where"));
    return k.px(28);
  }
  float w = 0;
  if (word_button(k, "elsewhere", x1, y + k.px(12), k.tr("intake.elsewhere"), w, Align::Right).clicked) {
    intake.project.clear(), intake.place.clear(), intake.at.reset();
    intake.fields.focus = kPlace;
    return k.px(28);
  }
  std::string text = intake.place;
  const Registry* r = frame.world.registry.get();
  const Index i = r != nullptr ? r->find_project(intake.project) : kNone;
  if (i != kNone) {
    text = fmt::format("{}  {}", r->id[i], r->name[i]);
  } else if (intake.at) {
    text = text.empty() ? degrees_text(*intake.at) : fmt::format("{}  {}", text, degrees_text(*intake.at));
  }
  k.text_in(Type::BodyBold, x0, y + k.px(12), x1 - x0 - w - k.px(12), k.c.text, text);
  return k.px(28);
}

// What was found for the line, and the middle of the map under that name.
void draw_found(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  IntakePanel& intake = k.ctx.state.tools.intake;
  const Found* found = found_of(frame, intake);
  const std::size_t n = shown_of(found);
  for (std::size_t at = 0; at <= n; ++at, y += k.px(28)) {
    const Box row{x0 - k.px(8), y, x1 + k.px(8), y + k.px(28)};
    const Hit h = k.hit(Brief("found{}", at), row);
    if (at == 0 || h.hovered) k.fill(row, k.c.hover);
    const bool centre = at == n;
    const std::string note = centre ? degrees_text(k.ctx.camera.centre) : found->best[at].code;
    const float w = k.text(Type::Note, x1, row.cy(), k.c.text2, note, Align::Right);
    k.text_in(Type::Body, x0, row.cy(), x1 - x0 - w - k.px(12), k.c.text,
              centre ? k.tr("intake.centre") : std::string_view(found->best[at].name));
    if (!h.clicked) continue;
    if (centre) return take_centre(k.ctx);
    return take_place(frame, k.ctx, Finding(found->best[at]));
  }
}

}  // namespace

void open_intake(const Frame& frame, PanelContext& ctx, Index project) {
  ctx.state.tools.intake = {};
  const Registry* r = frame.world.registry.get();
  if (r != nullptr && project < r->projects()) {
    ctx.state.tools.intake.project = std::string(r->id[project]);
    ctx.state.tools.intake.place = std::string(r->name[project]);
  }
  begin(ctx, placed(ctx.state.tools.intake) ? kPersons : kPlace);
}

void open_intake_at(PanelContext& ctx, MapXY at) {
  ctx.state.tools.intake = {};
  ctx.state.tools.intake.at = at;
  begin(ctx, kPlace);
}

void open_intake_named(PanelContext& ctx, std::string_view place) {
  ctx.state.tools.intake = {};
  begin(ctx, kPlace);
  ctx.state.tools.intake.fields.lines[kPlace].set(place);
}

bool place_intake(PanelContext& ctx, MapXY at) {
  IntakePanel& intake = ctx.state.tools.intake;
  if (!intake.open || !intake.project.empty()) return false;
  intake.at = at;
  if (intake.place.empty()) intake.place = line_of(intake.fields, kPlace);
  intake.fields.lines[kPlace].set({});
  intake.fields.focus = kPersons;
  return true;
}

bool intake_keys(const Frame& frame, PanelContext& ctx) {
  IntakePanel& intake = ctx.state.tools.intake;
  if (!intake.open || ctx.view.tab == ViewTab::Clauses) return false;
  const FormKey key = form_keys(intake.fields, entries_of(lang_of(ctx.view.language), intake));
  if (key == FormKey::Leave) {
    intake = {};
    return true;
  }
  ask(frame, ctx);
  if (key == FormKey::Send && !placed(intake) && !query_of(intake).empty()) {
    const Found* found = found_of(frame, intake);
    if (shown_of(found) > 0) {
      take_place(frame, ctx, Finding(found->best.front()));
    } else if (found != nullptr || !frame.can_find) {
      take_centre(ctx);
    }
  } else if (key == FormKey::Send && intake.fields.focus == kPlace && placed(intake)) {
    intake.fields.focus = kPersons;
  } else if (key == FormKey::Send) {
    send_intake(frame, ctx);
  }
  return !ImGui::GetIO().KeyCtrl;
}

void draw_intake(const Frame& frame, PanelContext& ctx, const Layout& l) {
  IntakePanel& intake = ctx.state.tools.intake;
  if (!intake.open) return;
  ask(frame, ctx);
  const Kit m(ctx);
  const std::vector<FormEntry> entries = entries_of(m.lang, intake);
  const float w = std::min(m.px(520), l.map.w() - m.px(16)), inner = w - m.px(40);
  const bool finding = !query_of(intake).empty();
  const float found_h =
      finding ? m.px(28) * static_cast<float>(shown_of(found_of(frame, intake)) + 1) + m.px(8) : 0;
  const float h = m.px(40 + 28 + 8) + fields_height(m, entries, inner) + found_h + m.px(44 + 30) +
                  outcome_height(m, SentFrom::Intake, inner) + m.px(8);
  const Box b =
      box_at(std::round(l.map.cx() - w / 2), std::round(std::max(l.map.y0 + m.px(4), l.map.y0 + m.px(56))),
             std::round(w), std::round(h));
  begin_plate(m, "##intake", b);
  ImGui::SetWindowFocus();
  const Kit k(ctx);
  const float x0 = b.x0 + k.px(20), x1 = b.x1 - k.px(20);
  section_head(k, x0, x1 - close_width(k) - k.px(12), b.y0 + k.px(22), "intake");
  if (close_mark(k, "close_intake", x1, b.y0 + k.px(22)).clicked) {
    intake = {};
    ImGui::End();
    return;
  }
  float y = b.y0 + k.px(40);
  y += draw_where(k, frame, x0, x1, y) + k.px(8);
  y += draw_fields(k, intake.fields, entries, x0, x1, y);
  if (finding) draw_found(k, frame, x0, x1, y);
  y += found_h;
  const std::string fault = fault_of_intake(frame, ctx, k.lang);
  const Box main = box_at(x0, y, x1 - x0, k.px(36));
  if (!fault.empty()) {
    button_off(k, main, k.tr("intake.send"), cap_of(Verb::Primary));
  } else if (keyed_button(k, "send_intake", main, k.tr("intake.send"), cap_of(Verb::Primary), true).clicked) {
    send_intake(frame, ctx);
  }
  y += k.px(44);
  k.text_in(Type::Note, x0, y + k.px(10), x1 - x0, k.c.text3,
            fault.empty() ? k.tr("form.keys") : std::string_view(fault));
  draw_outcome(k, SentFrom::Intake, x0, x1, y + k.px(24));
  ImGui::End();
}

}  // namespace anxin
