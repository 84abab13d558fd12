// All that one drawn frame may see (Frame), what the person at the screen has set (ViewState), and where
// panels put what they want (Outbox). Panels read the Frame, write the ViewState and fill the Outbox; nothing
// else. Only values and shared_ptr<const>.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "console/desk/dispatch_state.hpp"
#include "console/desk/import_state.hpp"
#include "console/desk/replay_state.hpp"
#include "console/desk/search_index.hpp"
#include "console/desk/selection.hpp"
#include "data/model/assess.hpp"
#include "data/model/base_map.hpp"
#include "data/model/clauses.hpp"
#include "data/model/coverage.hpp"
#include "data/model/operation_command.hpp"
#include "data/model/registry.hpp"
#include "data/packs/pack.hpp"
#include "data/store/store.hpp"

namespace anxin {

struct World {
  std::shared_ptr<const Registry> registry;
  std::shared_ptr<const RiskTable> risk;  // null until assessed or loaded from the store
  std::shared_ptr<const RiskTable>
      risk_week;                              // seven days before, for the change column; null until computed
  std::shared_ptr<const RiskTable> risk_day;  // the day before, for the change of the tile
  std::shared_ptr<const Coverage> coverage;   // as of the same day; null until counted
  std::shared_ptr<const Operations> operations;  // live: never of another day; null until read
  Revision revision = 0;                         // of the registry
  // Of the store, as far as it is shown: operations move it without the registry.
  [[nodiscard]] Revision head() const {
    return operations && operations->revision > revision ? operations->revision : revision;
  }
};

// Everything the inspector shows of one project; made by a job when the selection changes.
struct ProjectDetail {
  Index project = kNone;
  Revision revision = 0;
  ProjectFacts facts;
  Assessment assessment;
  Counterfactual counterfactual;
  std::vector<HistoryEntry> history;
};

// Which projects the filters let through, and what the left column and the legend count. Made by pure code
// (desk/summary.hpp).
struct UnitSummary {
  std::uint32_t projects = 0;
  std::array<std::uint32_t, kGrades> by_grade{};
  Fen arrears_fen = 0;
  std::int32_t severe_change_week = 0;
};
struct Summary {
  std::vector<std::uint8_t> mask;      // 1: shown
  std::uint32_t shown = 0, total = 0;  // total: active projects
  UnitSummary city;
  std::int32_t severe_change_day = 0;
  bool week_known = false, day_known = false;
  std::vector<UnitSummary> units;    // parallel to Registry::unit_code
  std::vector<double> severe_share;  // one a unit with polygon, NaN without projects
};

// How many active projects were severe, one figure a week, the latest the day of the clock; made newest
// first, a week a job.
struct Timeline {
  static constexpr std::size_t kWeeks = 53;
  std::vector<Day> day;              // ascending, seven days apart
  std::vector<std::int32_t> severe;  // -1: not counted yet
};

struct Filters {
  std::uint32_t sectors = 0xFFFFFFFF, fundings = 0xFFFFFFFF, credits = 0xFFFFFFFF;  // bit sets of the enums
  std::array<bool, kGrades> grade_hidden{};  // legend rows switched off
  friend bool operator==(const Filters&, const Filters&) = default;
};

enum class LoadState : std::uint8_t { Loading, Ready, Failed };
struct LoadStatus {
  LoadState state = LoadState::Loading;
  std::string what_zh, what_en;
  std::size_t done = 0, total = 0;
  std::optional<Error> error;
};

// A sentence for the person at the screen: what the store or the window had to say at the start.
using Notice = StoreNotice;

struct Frame {
  World world;
  std::shared_ptr<const Pack> pack;
  std::shared_ptr<const BaseMap> base;          // null until the job that makes it is done
  std::shared_ptr<const Summary> summary;       // for the present filters
  std::shared_ptr<const ProjectDetail> detail;  // of the selection; null while it is being made
  std::shared_ptr<const SelectionSet> set;      // for the present wish; null without one
  std::shared_ptr<const Found> found;           // the answer to the last Find; null before the first
  std::shared_ptr<const ImportState> import;    // a file being taken in; null while none is
  bool can_find = false;                        // the search index is there
  LoadStatus load, months;                      // the registry; the months streaming in
  Instant now{};            // the desk's clock (simulated stores: 模拟时钟); in a replay the moment shown
  Instant clock{};          // the desk's clock, always
  Day as_of{};              // what everything above is as of
  Day today{};              // of the clock when that was made
  bool then_known = false;  // as known at the end of as_of, not as known now
  std::shared_ptr<const Timeline> timeline;  // null until the first week is counted
  std::shared_ptr<const ClauseTable>
      clauses;  // of as_of; null until the view of clauses is shown and it is made
  [[nodiscard]] bool live() const { return as_of == today && !then_known && !replay; }
  // The dispatch view; each null until made, of the selected incident where it is of one.
  std::shared_ptr<const ReplayState> replay;  // null: the present; else `world.operations`, `now` and what
                                              // follows are of its moment (show_moment)
  std::shared_ptr<const Operations> present;  // the tables of now, in a replay too
  std::shared_ptr<const RoadNet> roads;       // null: no roads are installed
  std::shared_ptr<const IncidentDetail> incident;
  std::shared_ptr<const Advice> advice;
  std::shared_ptr<const ReachBands> reach;
  std::shared_ptr<const std::vector<UnderWay>> under_way;
  std::shared_ptr<const AttainmentTable> attainment;      // of ViewState::kept_over
  std::shared_ptr<const std::vector<TickerLine>> ticker;  // newest first, at most 10
  std::shared_ptr<const CommandOutcome> outcome;          // of this seat's last command
  AlarmSound alarm;                                       // what sounds now
  std::string seat;                                       // 市指挥中心 01 席
  bool exercise = false;                                  // 演练
  bool simulated = false;
  bool stale = false;  // another seat wrote; a reload is on its way
  std::string store_name;
  std::vector<Notice> notices;
};

enum class SortKey : std::uint8_t { Severe, High, Projects, Arrears, Change, Name };

enum class ViewTab : std::uint8_t { Risk, Coverage, Clauses, Dispatch };

struct ViewState {
  ViewTab tab = ViewTab::Risk;
  std::optional<Safeguard> coloured_by;       // the map's symbols by one safeguard; empty: by risk
  Safeguard safeguard = Safeguard::RealName;  // the one that the coverage view tells of
  std::array<bool, 4> state_hidden{false, false, true, false};  // by SafeguardState: legend rows switched off
  std::optional<Day> as_of;                                     // empty: the clock's day
  bool then_known = false;                                      // with as_of: as known at the end of that day
  std::uint8_t theme = 0;                                       // scene's Theme
  std::string language = "zh";
  float ui_scale = 1;
  bool colour_aid = false;   // 色觉辅助: grade letters in symbols, a ring round every severe one
  bool wall = false;         // the wall's screen (UX 3.2) in place of the desk's
  bool view_locked = false;  // wall: the map follows nothing
  float wall_pitch_mm = 0;   // wall: of one pixel; 0: not known
  bool left_panel = true, inspector = true;
  std::string selected;           // project id; empty none
  std::string selected_incident;  // incident id; empty none
  struct ChosenUnit {             // the operator's own choice instead of the advice
    Function function{};
    std::string unit;
    friend bool operator==(const ChosenUnit&, const ChosenUnit&) = default;
  };
  std::vector<ChosenUnit> chosen;    // of selected_incident; empty: as advised
  std::optional<ReplayWish> replay;  // 重放: of an incident, at a moment; empty: the present
  bool bands_shown = true;           // 时间圈
  bool muted = false;                // 静音: no alarm sounds at this seat
  AttainmentPeriod kept_over = AttainmentPeriod::Today;  // 时限达标 over these days,
  bool kept_95 = false;                                  // by the 95th percentile, else the 90th,
  std::optional<std::string> kept_unit;                  // of this unit, "" the city; empty: selected_unit
  bool uncovered_shown = false;            // districts that the set leaves uncovered, on the map
  std::string selected_unit;               // supervising unit framed from the table
  SetWish set;                             // the projects gathered by box, polygon or one by one
  std::vector<std::string> command_lines;  // entered at this seat, the newest last
  Filters filters;
  SortKey sort = SortKey::Severe;
  bool legend_open = true, sectors_overflow = false;
  // The camera: centre on the map plane (EPSG:4548 metres) and metres a pixel at ui_scale 1.
  double camera_x = 0, camera_y = 0, metres_per_px = 0;  // 0: fit the city
};

// What the projects are filtered by: a grade hidden in the legend hides nothing while the map is coloured by
// a safeguard, where no row of the legend would say so.
[[nodiscard]] inline Filters filters_in_force(const ViewState& view) {
  Filters filters = view.filters;
  if (view.coloured_by) filters.grade_hidden = {};
  return filters;
}

// Asks: wishes that change no data.
struct SelectProject {
  std::string id;
};
struct Reload {};
struct Quit {};
struct Find {
  std::string query;
  std::uint8_t kinds = 0xF;  // bit set of FindKind
};
// What a seat takes away: the set, or without one the projects that the filters let through; whom a figure of
// the coverage view counts; the layer of districts; the tables.
enum class ExportWhat : std::uint8_t { Projects, Behind, Districts, Units, Coverage, Clauses, Enterprises };
enum class ExportFormat : std::uint8_t { Csv, Xlsx, Gpkg, GeoJson, Shp };  // tables: not the last two
// Writes it to a file beside the store; a notice says where.
struct ExportList {
  ExportWhat what = ExportWhat::Projects;
  ExportFormat format = ExportFormat::Csv;
  SafeguardState state = SafeguardState::No;  // Behind: of ViewState::safeguard
  std::optional<std::size_t> unit;            // Behind: of this supervising unit; empty: the city
};
// Looks into a folder for a file to take in; empty: where the last one lay. The path of a file previews it.
struct LookForFile {
  std::filesystem::path folder;
};
struct PreviewImport {
  ImportWish wish;
};
// The rejected rows to a file beside the one they came from; a notice says where.
struct SaveRejects {};
struct CloseImport {};
using Ask = std::variant<SelectProject, Reload, Quit, Find, ExportList, LookForFile, PreviewImport,
                         SaveRejects, CloseImport>;

// Commands: wishes that change data. Refused while another day than the clock's or a replay is shown.
struct ApplyImport {
  std::uint64_t preview = 0;  // ImportState::number of what the person saw
};
struct UndoBatch {
  std::int64_t batch = 0;
};
// A wish about incidents and dispatch. `id` is made where the wish is: sent twice it has one effect.
struct RunOperation {
  std::string id;
  OperationCommand command;
};
using Command = std::variant<ApplyImport, UndoBatch, RunOperation>;

struct Outbox {
  std::vector<Ask> asks{};
  std::vector<Command> commands{};
};

}  // namespace anxin
