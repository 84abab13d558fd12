#include "console/window/state_dump.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "console/panels/text_audit.hpp"

namespace anxin {
namespace {

using Json = nlohmann::ordered_json;

Json rect_json(const PixelRect& r) { return {{"x", r.x}, {"y", r.y}, {"w", r.w}, {"h", r.h}}; }

Json counts_json(const Summary& summary) {
  Json grades = Json::object();
  for (int g = 0; g < kGrades; ++g) {
    grades[std::string(code(static_cast<Grade>(g)))] = summary.city.by_grade[static_cast<std::size_t>(g)];
  }
  return {{"shown", summary.shown}, {"total", summary.total}, {"grades", grades}};
}

Json detail_json(const Frame& frame) {
  Json out{{"id", ""}, {"grade", ""}, {"rules", Json::array()}};
  const Registry* registry = frame.world.registry.get();
  if (!frame.detail || registry == nullptr || frame.detail->project >= registry->projects()) return out;
  out["id"] = registry->id[frame.detail->project];
  out["grade"] = code(frame.detail->assessment.grade);
  for (const Fired& fired : frame.detail->assessment.fired) out["rules"].push_back(code(fired.rule));
  return out;
}

std::string_view tab_name(ViewTab tab) {
  constexpr std::array<std::string_view, 4> names{"risk", "coverage", "clauses", "dispatch"};
  return names[static_cast<std::size_t>(tab)];
}

// What is said of the file being taken in.
Json import_json(const Frame& frame) {
  if (!frame.import) return {{"stage", ""}};
  constexpr std::array<std::string_view, 6> stages{"looking", "reading", "ready",
                                                   "refused", "writing", "done"};
  const ImportState& s = *frame.import;
  return {{"stage", stages[static_cast<std::size_t>(s.stage)]},
          {"source", s.source},
          {"kind", code(s.kind)},
          {"encoding", name(s.encoding)},
          {"crs", s.crs ? to_string(s.crs->crs) : std::string()},
          {"rows", s.rows},
          {"accepted", s.accepted},
          {"added", s.added},
          {"rejected", s.rejected},
          {"batch", s.batch},
          {"undone", s.undone},
          {"error", s.error ? s.error->en : std::string()}};
}

// What is written on the screen and where, in the order in which it was drawn.
Json texts_json(const PanelState& state) {
  Json out = Json::array();
  if (state.audit == nullptr) return out;
  for (const TextAudit::Entry& e : state.audit->entries) {
    Json text = rect_json({e.x0, e.y0, e.x1 - e.x0, e.y1 - e.y0});
    text["text"] = e.text;
    out.push_back(std::move(text));
  }
  return out;
}

Json command_json(const CommandBar& bar) {
  Json candidates = Json::array();
  for (const CommandCandidate& c : bar.candidates) candidates.push_back(c.title);
  return {{"open", bar.open},
          {"line", bar.line.text},
          {"refusal", bar.refusal ? bar.refusal->en : ""},
          {"candidates", candidates}};
}

Json set_json(const Frame& frame) {
  Json ids = Json::array();
  if (!frame.set || !frame.world.registry || frame.set->is_in.size() != frame.world.registry->projects())
    return {{"count", 0}, {"arrears_fen", 0}, {"ids", ids}};
  for (const Index i : frame.set->projects) ids.push_back(std::string(frame.world.registry->id[i]));
  return {{"count", frame.set->projects.size()}, {"arrears_fen", frame.set->arrears_fen}, {"ids", ids}};
}

// The incident selected in the dispatch view, with what the desk advises for it.
Json incident_json(const Frame& frame, const ViewState& view) {
  const Operations* operations = frame.world.operations.get();
  const Incident* incident = operations != nullptr ? operations->incident(view.selected_incident) : nullptr;
  if (incident == nullptr) return {{"id", ""}, {"state", ""}, {"claimed_by", ""}, {"advised", Json::array()}};
  Json advised = Json::array();
  const bool fresh = frame.advice && frame.advice->incident == incident->id &&
                     frame.advice->revision == operations->revision && frame.advice->uncovered_known;
  if (fresh)
    for (const AdvisedUnit& part : frame.advice->set) advised.push_back(part.unit);
  return {{"id", incident->id},
          {"state", code(incident->state)},
          {"claimed_by", incident->claimed_by},
          {"advised", advised}};
}

// The moment of a replay that is shown.
Json replay_json(const Frame& frame) {
  if (!frame.replay) return {{"incident", ""}, {"at", ""}};
  return {{"incident", frame.replay->incident}, {"at", to_string(frame.replay->at)}};
}

std::string id_of(const Registry* registry, Index project) {
  return registry != nullptr && project < registry->projects() ? std::string(registry->id[project])
                                                               : std::string();
}

}  // namespace

std::string state_json(const Frame& frame, DeskScreen& screen, const DumpCounts& counts) {
  const ViewState& view = screen.view();
  const Camera& camera = screen.camera();
  const Registry* registry = frame.world.registry.get();
  const bool detail_there = view.selected.empty() ||
                            (frame.detail && id_of(registry, frame.detail->project) == view.selected) ||
                            (registry != nullptr && registry->find_project(view.selected) == kNone);
  const bool weeks_counted =
      frame.timeline && std::ranges::none_of(frame.timeline->severe, [](std::int32_t n) { return n < 0; });
  const bool settled = weeks_counted && counts.complete && frame.months.state == LoadState::Ready &&
                       frame.world.risk && frame.world.risk_day && frame.world.risk_week && frame.summary &&
                       frame.summary->week_known && frame.summary->day_known && detail_there;
  Json json{{"frames", counts.frames},
            {"complete", counts.complete},
            {"settled", settled},
            {"idle", counts.idle},
            {"window", {{"w", counts.window_w}, {"h", counts.window_h}}},
            {"map", rect_json(camera.view)},
            {"camera",
             {{"x", camera.centre.x()},
              {"y", camera.centre.y()},
              {"metres_per_px", camera.metres_per_px},
              {"scale_denominator", camera.scale_denominator()}}},
            {"theme", view.theme == 0 ? "dark" : "light"},
            {"language", view.language},
            {"ui_scale", view.ui_scale},
            {"selected", view.selected},
            {"selected_unit", view.selected_unit},
            {"tab", tab_name(view.tab)},
            {"incident", incident_json(frame, view)},
            {"replay", replay_json(frame)},
            {"import", import_json(frame)},
            {"safeguard", code(view.safeguard)},
            {"coloured_by", view.coloured_by ? code(*view.coloured_by) : std::string_view()},
            {"as_of", to_string(frame.as_of)},
            {"live", frame.live()},
            {"then_known", frame.then_known},
            {"hovered", id_of(registry, screen.panel_state().hovered)},
            {"detail", detail_json(frame)},
            {"counts", counts_json(frame.summary ? *frame.summary : Summary{})},
            {"texts", texts_json(screen.panel_state())},
            {"filters",
             {{"sectors", view.filters.sectors},
              {"fundings", view.filters.fundings},
              {"credits", view.filters.credits},
              {"grade_hidden", view.filters.grade_hidden}}},
            {"command", command_json(screen.panel_state().tools.command)},
            {"set", set_json(frame)},
            {"load",
             {{"state", static_cast<int>(frame.load.state)},
              {"error", frame.load.error ? frame.load.error->en : ""}}}};
  return json.dump() + "\n";
}

}  // namespace anxin
