#include "console/panels/command_dispatch.hpp"

#include <algorithm>
#include <array>

#include "console/panels/closing.hpp"
#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/replay_panel.hpp"
#include "console/scene/closed_roads.hpp"
#include "geo/crs.hpp"
#include "geo/pinyin.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

template <class... Args>
std::unexpected<Error> refuse(std::string_view key, const Args&... args) {
  return fail(ErrorCode::Refused, tr_with(Lang::Zh, key, args...), tr_with(Lang::En, key, args...));
}

// The deed's own reason, in both languages.
Status possible(const Frame& frame, PanelContext& ctx, Deed deed) {
  const std::string zh = why_not(frame, ctx, deed, Lang::Zh);
  if (zh.empty()) return {};
  return fail(ErrorCode::Refused, zh, why_not(frame, ctx, deed, Lang::En));
}

// 朝阳一队 -> 朝阳1队: people type the number.
std::string with_digits(std::string text) {
  constexpr std::array<std::string_view, 9> kNumerals{"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  for (std::size_t n = 0; n < kNumerals.size(); ++n) {
    for (std::size_t at; (at = text.find(kNumerals[n])) != std::string::npos;)
      text.replace(at, kNumerals[n].size(), 1, static_cast<char>('1' + n));
  }
  return text;
}

// 0: not meant; the smaller the better.
int match_of(const ResponseUnit& unit, const std::string& typed) {
  if (fold_for_search(unit.id) == typed || fold_for_search(unit.short_name) == typed) return 1;
  for (const std::string& letters : initials(with_digits(unit.short_name)))
    if (letters.starts_with(typed)) return 2;
  for (const std::string& letters : initials(unit.short_name))
    if (letters.starts_with(typed)) return 2;
  const bool part = fold_for_search(unit.name).find(typed) != std::string::npos ||
                    fold_for_search(unit.short_name).find(typed) != std::string::npos;
  return part ? 3 : 0;
}

// Whose places of the advice the line means: all, a function, a unit.
std::vector<std::size_t> places_of(const Frame& frame, PanelContext& ctx, const std::string& typed) {
  std::vector<std::size_t> out;
  const Advice* advice = advice_of(frame, ctx);
  if (advice == nullptr) return out;
  const std::string word = fold_for_search(typed);
  const bool all = word == "all" || word == "全部";
  for (std::size_t n = 0; n < advice->set.size(); ++n) {
    const AdvisedUnit& u = advice->set[n];
    bool meant = all || fold_for_search(u.name).find(word) != std::string::npos;
    for (const Lang lang : {Lang::Zh, Lang::En})
      meant = meant || fold_for_search(tr(lang, function_key(u.function))).starts_with(word);
    for (const std::string& letters : initials(tr(Lang::Zh, function_key(u.function))))
      meant = meant || letters == word;
    if (meant) out.push_back(n);
  }
  return out;
}

std::string places_text(const Frame& frame, PanelContext& ctx, const std::vector<std::size_t>& places,
                        Lang lang) {
  std::string out;
  for (const std::size_t n : places) {
    const AdvisedUnit& u = advice_of(frame, ctx)->set[n];
    if (!out.empty()) out += lang == Lang::En ? "; " : "；";
    out += fmt::format("{} {}", tr(lang, function_key(u.function)), u.name);
  }
  return out;
}

Result<std::string> assignment_of(const Frame& frame, PanelContext& ctx, std::string_view typed) {
  if (Status live = possible(frame, ctx, Deed::New); !live) return std::unexpected(live.error());
  const auto unit = find_unit(frame, ctx, typed);
  if (!unit) return unit;
  for (const UnitRow& row : board_of(frame, ctx).units)
    if (row.unit->id == *unit && row.held != nullptr) return row.held->id;
  return refuse("line.unit_free", frame.world.operations->units->at(*unit).name);
}

AssignmentState state_of(UnitState state) {
  return state == UnitState::Left      ? AssignmentState::EnRoute
         : state == UnitState::Arrived ? AssignmentState::OnScene
                                       : AssignmentState::Released;
}

// An incident by its id, the end of it, or a part of its place.
std::string incident_named(const Frame& frame, PanelContext& ctx, std::string_view typed) {
  const std::string word = fold_for_search(typed);
  for (const BoardRow& row : board_of(frame, ctx).open) {
    const Incident& i = *row.incident;
    if (fold_for_search(i.id).ends_with(word) || fold_for_search(i.place).find(word) != std::string::npos)
      return i.id;
  }
  // Ended ones too, the latest first; in a replay what is known now.
  const auto& all = *(frame.present ? frame.present : frame.world.operations)->incidents;
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    const auto& [id, i] = *it;
    if (fold_for_search(id).ends_with(word) || fold_for_search(i.place).find(word) != std::string::npos)
      return id;
  }
  return {};
}

Status run_incident(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  const std::string word = fold_width(line.text);
  if (word.empty()) {
    show_tab(ctx, ViewTab::Dispatch);
    return {};
  }
  if (word == "new" || word.starts_with("new ")) {
    if (Status can = possible(frame, ctx, Deed::New); !can) return can;
    const std::string_view place = std::string_view(word).substr(std::min<std::size_t>(4, word.size()));
    place.empty() ? open_intake(frame, ctx, kNone) : open_intake_named(ctx, place);
    return {};
  }
  if (frame.world.operations == nullptr) return refuse("why.reading");
  const std::string id = incident_named(frame, ctx, word);
  if (id.empty()) return refuse("line.no_incident", word);
  show_incident(ctx, id);
  return {};
}

// The incident that the line names, or the selected one.
Result<std::string> incident_to_replay(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  if (frame.world.operations == nullptr) return refuse("why.reading");
  const std::string word = fold_width(line.text);
  std::string id = word.empty() ? ctx.view.selected_incident : incident_named(frame, ctx, word);
  if (!id.empty()) return id;
  return word.empty() ? refuse("why.select") : refuse("line.no_incident", word);
}

Status run_send(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  if (Status can = possible(frame, ctx, Deed::Send); !can) return can;
  DispatchUnits order{ctx.view.selected_incident, {}};
  for (const std::size_t n : places_of(frame, ctx, line.text)) {
    const AdvisedUnit& u = advice_of(frame, ctx)->set[n];
    order.parts.push_back({u.unit, u.function, u.duration_s, u.distance_m});
  }
  if (order.parts.empty()) return refuse("line.no_gap", line.text);
  send(frame, ctx, std::move(order), SentFrom::Table);
  return {};
}

// Where a road's name is looked for first: at the selected incident, else in the middle of the map.
MapXY searched_from(const Frame& frame, PanelContext& ctx) {
  const Incident* i = selected_incident(frame, ctx);
  return i == nullptr ? ctx.camera.centre : to_map(i->at);
}

Result<RoadNear> road_meant(const Frame& frame, PanelContext& ctx, const std::string& typed) {
  const std::string zh = why_not_close(frame, ctx, MapTool::ClosedRoad, Lang::Zh);
  if (!zh.empty())
    return fail(ErrorCode::Refused, zh, why_not_close(frame, ctx, MapTool::ClosedRoad, Lang::En));
  auto road = road_named(*frame.roads, typed, searched_from(frame, ctx));
  if (!road) return refuse("line.no_road", typed);
  return std::move(*road);
}

// A closure in force by its id or the end of it.
Result<std::string> closure_meant(const Frame& frame, PanelContext& ctx, const std::string& typed) {
  if (Status can = possible(frame, ctx, Deed::New); !can) return std::unexpected(can.error());
  const std::string word = fold_for_search(typed);
  for (const Closure* closure : closures_in_force(frame))
    if (fold_for_search(closure->id).ends_with(word)) return closure->id;
  return refuse("line.no_closure", typed);
}

Result<std::string> rehearse_closing(const Frame& frame, PanelContext& ctx, const CommandLine& line,
                                     Lang lang) {
  if (*line.verb == LineVerb::Lift) {
    const auto id = closure_meant(frame, ctx, line.text);
    if (!id) return id;
    const Closure& closure = frame.world.operations->closures->at(*id);
    return tr_with(lang, "effect.lift", closure.id, closure_name(lang, closure), closure.reason);
  }
  if (line.text.empty()) {
    if (Status can = possible(frame, ctx, Deed::New); !can) return std::unexpected(can.error());
    return std::string(tr(lang, "effect.close"));
  }
  const auto road = road_meant(frame, ctx, line.text);
  if (!road) return std::unexpected(road.error());
  return tr_with(lang, "effect.close_road", road->name, static_cast<int>(kRoadClosedWithinM / 1000));
}

Status run_closing(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  if (*line.verb == LineVerb::Lift) {
    const auto id = closure_meant(frame, ctx, line.text);
    if (!id) return std::unexpected(id.error());
    lift_closure(frame, ctx, *id);
    return {};
  }
  if (line.text.empty()) {
    if (Status can = possible(frame, ctx, Deed::New); !can) return can;
    arm_closing(frame, ctx, MapTool::ClosedArea);
    return {};
  }
  const auto road = road_meant(frame, ctx, line.text);
  if (!road) return std::unexpected(road.error());
  show_tab(ctx, ViewTab::Dispatch);
  close_road(frame, ctx, road->name, road->at);
  return {};
}

}  // namespace

bool about_incidents(LineVerb verb) {
  return verb == LineVerb::Incident || verb == LineVerb::State || verb == LineVerb::Dispatch ||
         verb == LineVerb::Level || verb == LineVerb::Log || verb == LineVerb::Replay ||
         verb == LineVerb::Close || verb == LineVerb::Lift;
}

bool asks_twice(LineVerb verb) { return verb == LineVerb::Dispatch || verb == LineVerb::Level; }

Result<std::string> find_unit(const Frame& frame, PanelContext& ctx, std::string_view typed) {
  const std::string word = fold_for_search(typed);
  const UnitRow* best = nullptr;
  int best_rank = 0, ties = 0;
  for (const UnitRow& row : board_of(frame, ctx).units) {
    const int match = match_of(*row.unit, word);
    if (match == 0) continue;
    const int rank = match * 2 + (row.held == nullptr ? 1 : 0);
    if (best == nullptr || rank < best_rank) {
      best = &row, best_rank = rank, ties = 1;
    } else if (rank == best_rank) {
      ++ties;
    }
  }
  if (best == nullptr) return refuse("line.no_unit", typed);
  if (ties > 1) return refuse("line.many_units", typed, ties);
  return best->unit->id;
}

Result<std::string> rehearse(const Frame& frame, PanelContext& ctx, const CommandLine& line, Lang lang) {
  switch (*line.verb) {
    case LineVerb::Close:
    case LineVerb::Lift:
      return rehearse_closing(frame, ctx, line, lang);
    case LineVerb::Incident:
      return std::string(tr(lang, line.text.starts_with("new") ? "effect.i_new" : "effect.i"));
    case LineVerb::Replay: {
      const auto id = incident_to_replay(frame, ctx, line);
      if (!id) return id;
      return tr_with(lang, "effect.replay", *id);
    }
    case LineVerb::State: {
      const auto assignment = assignment_of(frame, ctx, line.text);
      if (!assignment) return assignment;
      const Assignment& a = frame.world.operations->assignments->at(*assignment);
      return tr_with(lang, "effect.u", frame.world.operations->units->at(a.unit).name,
                     tr(lang, assignment_state_key(state_of(line.state))));
    }
    case LineVerb::Dispatch: {
      if (Status can = possible(frame, ctx, Deed::Send); !can) return std::unexpected(can.error());
      const auto places = places_of(frame, ctx, line.text);
      if (places.empty()) return refuse("line.no_gap", line.text);
      return tr_with(lang, "effect.s", selected_incident(frame, ctx)->place,
                     places_text(frame, ctx, places, lang));
    }
    case LineVerb::Level: {
      if (Status can = possible(frame, ctx, Deed::Level); !can) return std::unexpected(can.error());
      const Incident& i = *selected_incident(frame, ctx);
      return tr_with(lang, "effect.lv", i.place, level_text(lang, i.level.level),
                     level_text(lang, static_cast<IncidentLevel>(line.level - 1)), line.text);
    }
    default: {
      if (Status can = possible(frame, ctx, Deed::Log); !can) return std::unexpected(can.error());
      return tr_with(lang, "effect.log", selected_incident(frame, ctx)->place);
    }
  }
}

std::string effect_of_dispatch(const Frame& frame, PanelContext& ctx, const CommandLine& line, Lang lang) {
  const auto said = rehearse(frame, ctx, line, lang);
  if (said) return *said;
  return lang == Lang::En ? said.error().en : said.error().zh;
}

Status run_dispatch_line(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  switch (*line.verb) {
    case LineVerb::Close:
    case LineVerb::Lift:
      return run_closing(frame, ctx, line);
    case LineVerb::Incident:
      return run_incident(frame, ctx, line);
    case LineVerb::Replay: {
      const auto id = incident_to_replay(frame, ctx, line);
      if (!id) return std::unexpected(id.error());
      start_replay(frame, ctx, *id);
      return {};
    }
    case LineVerb::State: {
      const auto assignment = assignment_of(frame, ctx, line.text);
      if (!assignment) return std::unexpected(assignment.error());
      const std::string word(tr(Lang::Zh, assignment_state_key(state_of(line.state))));
      send(frame, ctx,
           StepAssignment{*assignment,
                          state_of(line.state),
                          AckChannel::Console,
                          line.words.empty() ? word : line.words,
                          {}},
           SentFrom::Table);
      return {};
    }
    case LineVerb::Dispatch:
      return run_send(frame, ctx, line);
    case LineVerb::Level:
      if (Status can = possible(frame, ctx, Deed::Level); !can) return can;
      send(frame, ctx,
           SetLevel{ctx.view.selected_incident, static_cast<IncidentLevel>(line.level - 1), line.text},
           SentFrom::Table);
      return {};
    default:
      if (Status can = possible(frame, ctx, Deed::Log); !can) return can;
      send(frame, ctx, AppendLog{ctx.view.selected_incident, line.text}, SentFrom::Foot);
      return {};
  }
}

}  // namespace anxin
