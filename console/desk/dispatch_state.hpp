// What the dispatch view shows beside the tables of Operations: advice, reach, clocks, money, duplicates;
// each made by a job from immutable inputs, tagged with the revision it was made from, published whole.
// Values only; any thread.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/model/clocks.hpp"
#include "data/model/levels.hpp"
#include "data/model/operations.hpp"
#include "data/model/recommend.hpp"
#include "data/model/road_net.hpp"
#include "data/model/waterfall.hpp"
#include "geo/position.hpp"

namespace anxin {

// One unit of a recommended or chosen set, with its way.
struct AdvisedUnit {
  Function function{};
  std::string unit, name, short_name;
  double distance_m = 0;  // by road, walk not counted
  std::int64_t duration_s = 0;
  bool at_base = true;  // position unknown or old: taken to be at its base
  std::optional<std::int64_t> position_age_s;
  std::vector<MapXY> route;    // from the unit to the place
  std::string why_zh, why_en;  // one sentence
  struct Other {
    std::string unit, name;
    std::int64_t duration_s = 0, complete_s = 0;  // complete_s: of the whole set with it
    double distance_m = 0;
  };
  std::vector<Other> others;  // up to three
};
struct UncoveredUnit {  // a supervising unit that the set leaves without the function within its limit
  Function function{};
  std::string supervising_unit, name;
  std::optional<std::int64_t> before_s, after_s;  // nearest available unit's time; empty: none
};

// The answer of `recommend` for one incident: what is still to be sent.
struct Advice {
  std::uint64_t revision = 0;  // of the Operations it was made from
  Instant made{};
  double took_ms = 0;
  std::string incident;
  FunctionCounts plan{};         // still to be filled
  std::vector<AdvisedUnit> set;  // in the order of functions
  FunctionCounts missing{};      // that nobody can fill
  std::int64_t complete_s = 0;
  std::vector<UncoveredUnit> uncovered;
  bool uncovered_known = false;  // follows as a job
  bool by_hand = false;          // the operator changed it: against best_complete_s
  std::int64_t best_complete_s = 0;
  std::optional<Error> error;  // no roads, incident off the network ...
};

// Everything the inspector and the strip show of the selected incident.
struct IncidentDetail {
  std::uint64_t revision = 0;
  std::string incident;
  std::vector<Clock> clocks;  // states as of Frame::now are worked out anew when the second turns
  Waterfall waterfall;
  std::vector<LiabilityStep> liability;
  std::vector<DuplicateProposal> duplicates;
  std::vector<LogEntry> history;  // the journal in sentences, newest first
  std::vector<LogEntry> history_en;
};

// The ways of units under way, by assignment.
struct UnderWay {
  std::string assignment;
  std::vector<MapXY> route;
  std::int64_t duration_s = 0;
};

enum class AttainmentPeriod : std::uint8_t { Today, Days7, Days30, Quarter };
inline constexpr int kAttainmentPeriods = 4;

// How well the clocks were kept: the whole city first, then the pack's supervising units in its order.
struct AttainmentTable {
  AttainmentPeriod period = AttainmentPeriod::Today;
  Day from{};  // the first day counted; the last is today
  struct Row {
    std::string supervising_unit;  // "" the whole city
    std::vector<Attainment> clocks;
  };
  std::vector<Row> rows;

  // Null where nothing was measured.
  [[nodiscard]] const Attainment* find(const std::string& supervising_unit, ClockKind kind) const {
    for (const Row& row : rows) {
      if (row.supervising_unit != supervising_unit) continue;
      for (const Attainment& a : row.clocks)
        if (a.kind == kind) return &a;
    }
    return nullptr;
  }
};

// One line of 播报: alarms and what happened, floods folded (UX 11).
struct TickerLine {
  Instant at{};
  std::optional<IncidentLevel> level;
  std::string incident, zh, en;
  std::size_t folded = 1;  // how many events it stands for
};

// NewI: 880/660 Hz, twice 200 ms, every 20 s. NewII: the same, every 60 s. Breach: 440 Hz, 300 ms, once.
// NewIII: 660 Hz, 120 ms, once.
enum class AlarmKind : std::uint8_t { None, NewI, NewII, Breach, NewIII };
struct AlarmSound {
  AlarmKind kind = AlarmKind::None;
  std::string incident;
  Instant since{};
  std::int64_t stroke = 0;  // whoever plays it plays once for each new (incident, kind, since, stroke)
  friend bool operator==(const AlarmSound&, const AlarmSound&) = default;
};

// What became of the last command of this seat.
struct CommandOutcome {
  std::string command_id;
  bool refused = false;
  std::string zh, en;    // the refusal, or what was done
  std::string incident;  // that it was about or that it made
};

}  // namespace anxin
